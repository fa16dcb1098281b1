import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildFirst } from '../../../scripts/build-first.mjs'
import { startViewerServer } from './viewer-server.ts'

const built = (name: string): string => JSON.stringify(fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url)))

/** Runs a process that watches a machine, and waits until it has ended by itself. The nudge comes as a line on its stdin. */
async function run(
  url: string,
  afterwards: string,
  nudge?: Promise<void>,
): Promise<{ code: number | null; output: string }> {
  const program = `
    import { createInspector } from ${built('index')}
    import { webSocketTransport } from ${built('websocket')}
    import { createActor, createMachine } from 'xstate'
    const inspector = createInspector({ transport: webSocketTransport({ url: ${JSON.stringify(url)} }) })
    const actor = createActor(createMachine({ id: 'm', on: { go: { description: 'x' } } }), { inspect: inspector.inspect }).start()
    ${afterwards}
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  })
  void nudge?.then(() => child.stdin.write('now\n'))
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

beforeAll(() => buildFirst('@device-flow/inspect'), 60_000)

describe('a process of its own', () => {
  const connectedFor = `await new Promise((resolve) => setTimeout(resolve, 300))`

  test.each([
    ['is there', async () => (await startViewerServer()).url],
    ['is not there', async () => 'ws://127.0.0.1:9'],
  ])('ends by itself while a server %s, with nothing printed', async (_how, url) => {
    expect(await run(await url(), connectedFor)).toEqual({ code: 0, output: '' })
  })

  test('sends the rest before it ends, if it closes its inspector', async () => {
    const server = await startViewerServer()
    const ended = run(
      server.url,
      `process.stdin.once('data', async () => {
         actor.send({ type: 'go' })
         await inspector.close()
         process.exit()
       })`,
      server.connections(1),
    )
    expect(await ended).toEqual({ code: 0, output: '' })
    expect(server.received.at(-1)).toMatchObject({ event: { type: 'go' } })
  })
})
