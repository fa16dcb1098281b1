import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { granted, retryAfter, startScriptedServer } from '@device-flow/testing'
import type { ScriptedServer } from '@device-flow/testing'
import { startProxy } from '../../../scripts/start-proxy.mjs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const built = fileURLToPath(new URL('../dist/index.js', import.meta.url))
const DAYS_90_S = 90 * 24 * 60 * 60

let server: ScriptedServer

beforeEach(async () => {
  server = await startScriptedServer()
  server.script('token', granted({ expires_in: DAYS_90_S }))
})

afterEach(() => server.close())

/** Runs a process that signs in and then does nothing any more, and waits until it has ended by itself. */
function run(afterwards: string): Promise<{ code: number | null; output: string }> {
  return runProgram(`
    const session = await signIn({ issuer: '${server.issuer}', clientId: 'tv', scope: 'openid offline_access', onPrompt() {} })
    ${afterwards}
  `)
}

async function runProgram(
  program: string,
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  const imports = `import { signIn } from ${JSON.stringify(built)}\n`
  const child = spawn(process.execPath, ['--input-type=module', '-e', imports + program], {
    env: { ...process.env, ...env },
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

// Each test waits out a polling interval in a process of its own.
describe('a process that is signed in', { timeout: 20_000 }, () => {
  test('ends by itself when it has nothing more to do, though the token is to be renewed in 90 days', async () => {
    expect(await run(`console.log(session.view.status)`)).toEqual({ code: 0, output: 'authorized\n' })
  })

  test('ends by itself after signing out', async () => {
    expect(await run(`await session.signOut(); console.log(session.view.status)`)).toEqual({
      code: 0,
      output: 'idle\n',
    })
    expect(server.requests('revocation').length).toBeGreaterThan(0)
  })

  test('ends by itself while the server, asked for a new token, wants to be left alone for an hour (case 4)', async () => {
    await server.close()
    server = await startScriptedServer()
    server.script('token', granted({ expires_in: 1 }), retryAfter(3600, { status: 429 }))
    const { code, output } = await run(`
      await new Promise((resolve) => setTimeout(resolve, 1100))
      await session.getAccessToken().catch(({ message }) => console.log(message))
      console.log(session.view.status)
    `)
    expect([code, output]).toEqual([
      0,
      `The access token could not be renewed. The token endpoint at ${new URL(server.issuer).host} asks for fewer requests (HTTP 429). Try again in 3600 s.\nerror\n`,
    ])
  })

  // The tokens stand four levels deep in a session; each level more than six makes three times as much text.
  test('prints no secret, whatever of the session it prints (H3)', async () => {
    const { output } = await run(`
      const { inspect } = await import('node:util')
      console.log(inspect(session, { depth: 6, getters: true, showHidden: true }), JSON.stringify(session.actor.getSnapshot()))
      console.log(inspect(session.actor.getSnapshot(), { depth: 6 }), String(session), process.title)
    `)
    expect(output).toContain('[secret]')
    expect(output.match(/access-token-|refresh-token-|device-code-|eyJ/g)).toBeNull()
  })
})

test(
  'a process whose store cannot be read is told so, and ends by itself though it would look again (T20)',
  { timeout: 20_000 },
  async () => {
    const { code, output } = await runProgram(`
    const fail = () => Promise.reject(new Error('It is away.'))
    const store = { kind: 'broken', writers: 'many', read: fail, writeIf: fail, setAside: fail }
    await signIn({ issuer: '${server.issuer}', clientId: 'tv', store, onPrompt() {} }).catch(({ reason }) => console.log(reason))
  `)
    expect([code, output]).toEqual([0, 'storage\n'])
  },
)

test('a process whose login was called off while a proxy hangs ends then, and not when the wait for the proxy would be over (N5)', async () => {
  const proxy = await startProxy({ answer: 'hang' })
  const endpoints = { deviceAuthorizationEndpoint: 'https://id.test/device', tokenEndpoint: 'https://id.test/token' }
  const login = `signIn({ endpoints: ${JSON.stringify(endpoints)}, clientId: 'tv', onPrompt() {}, signal: AbortSignal.timeout(3000) })`
  const program = `await ${login}.catch(({ name }) => console.log(name)); const at = Date.now(); process.on('exit', () => console.log(Date.now() - at < 3000))`
  const { output } = await runProgram(program, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` })
  expect([output, proxy.asked()[0]]).toEqual(['TimeoutError\ntrue\n', 'id.test:443'])
  await proxy.close()
})
