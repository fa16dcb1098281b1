import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { startRotatingServer } from '@device-flow/testing'
import type { RotatingServer } from '@device-flow/testing'
import { runStampede } from '@device-flow/testing/processes'
import { describe, test, type TestContext } from 'vitest'
import { startChild } from './child.ts'
import { filesIn, temporaryFolder } from './folder.ts'

const main = fileURLToPath(new URL('../../dist/index.js', import.meta.url))

/** A program that signs in, or finds that it is, and says its access token. */
function program(
  { issuer }: RotatingServer,
  folder: string,
  then = 'console.log(await session.getAccessToken())',
): string {
  return `
    import { appStore as keepIn, signIn } from ${JSON.stringify(main)}
    const session = await signIn({
      issuer: '${issuer}', clientId: 'cli', scope: 'openid offline_access',
      store: keepIn('my-cli', { folder: '${folder}', env: {} }),
      onPrompt: ({ userCode }) => console.error('code ' + userCode),
    })
    ${then}
  `
}

async function stage({ onTestFinished }: TestContext, options: Parameters<typeof startRotatingServer>[0]) {
  const server = await startRotatingServer(options)
  onTestFinished(() => server.close())
  return { server, folder: await temporaryFolder(tmpdir(), onTestFinished) }
}

const stampede = (server: RotatingServer, folder: string, count: number) =>
  runStampede({ args: ['--input-type=module', '-e', program(server, folder)], count })

// At once: each waits out polling intervals and token lives, in processes of its own.
describe.concurrent('processes with one store', { timeout: 120_000 }, () => {
  test('are signed in by one of them, and refresh by one request when the token has died (R2, R3)', async (context) => {
    const { expect } = context
    const { server, folder } = await stage(context, { accessTokenSeconds: 12, grace: 'none' })
    const first = await startChild(program(server, folder)).ended
    expect(first).toMatchObject({ code: 0, stderr: expect.stringMatching(/^code /) })
    await wait(12_000)
    const results = await stampede(server, folder, 10)
    expect(results.map(({ code, stderr }) => [code, stderr])).toEqual(results.map(() => [0, '']))
    expect(new Set(results.map(({ stdout }) => stdout)).size).toBe(1)
    expect(server.counts()).toMatchObject({ refreshes: 1, reuses: 0, liveFamilies: 1 })
    const contents = await Promise.all((await filesIn(folder)).map((file) => readFile(file, 'utf8')))
    const leaks = server.issuedTokens().filter((token) => contents.some((content) => content.includes(token)))
    expect(leaks).toEqual([])
  })

  test('show one code, when several begin at one moment, and all are signed in by it', async (context) => {
    const { expect } = context
    const { server, folder } = await stage(context, { approves: false })
    const running = stampede(server, folder, 4)
    await expect.poll(() => server.requests('deviceAuthorization').length, { timeout: 30_000 }).toBeGreaterThan(0)
    await wait(3_000)
    server.approve()
    const results = await running
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0])
    expect(new Set(results.map(({ stderr }) => stderr)).size).toBe(1)
    expect(new Set(results.map(({ stdout }) => stdout)).size).toBe(1)
    expect(server.requests('deviceAuthorization')).toHaveLength(1)
    expect(server.counts()).toMatchObject({ earlyPolls: 0, liveFamilies: 1 })
  })

  test('go on with a login whose process was killed', async (context) => {
    const { expect } = context
    const { server, folder } = await stage(context, { approves: false })
    const killed = startChild(program(server, folder))
    await new Promise((resolve) => killed.process.stderr?.once('data', resolve))
    killed.process.kill('SIGKILL')
    const { stderr: shown } = await killed.ended
    const resumed = startChild(program(server, folder))
    await new Promise((resolve) => resumed.process.stderr?.once('data', resolve))
    server.approve()
    expect(await resumed.ended).toMatchObject({ code: 0, stderr: shown })
    expect(server.counts()).toMatchObject({ earlyPolls: 0, families: 1 })
  })
})
