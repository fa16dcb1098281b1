import { empty, granted, hang, oauthError } from '@device-flow/testing'
import type { ResponseSource, ScriptedServer } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { login } from '../src/login/login.ts'
import { jsonLines, loginAt, run, RunningCommand } from './running-command.ts'
import { withServer } from './with-server.ts'

const REVOKED = 'The tokens were not printed, so they have been revoked. Use --show-tokens to get them.\n'
const NOT_REVOKED =
  'The tokens were not printed, and the server has not said that it revoked them: they may live on there until they expire. ' +
  'Use --show-tokens to get them.\n'

const revoked = (server: ScriptedServer): (string | null)[] =>
  server.requests('revocation').map(({ form }) => form.get('token'))

describe.concurrent('tokens that are not kept and were not printed', () => {
  test.each([
    ['--no-qr', []],
    ['--json', ['prompt', 'authorized']],
  ])('are revoked at the end, which is said on stderr before the code is shown, and then: %s', async (flag, lines) => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      const { exitCode, stdout, stderr } = await run(loginAt(server, '--store', 'memory', flag))
      expect(exitCode).toBe(0)
      expect(revoked(server)).toEqual(['refresh-token-1', 'access-token-1'])
      expect(stderr).toMatch(
        /^The tokens are neither printed nor kept, so they will be revoked at the end\. [^]*enter the code/,
      )
      expect(stderr.endsWith(`Signed in as person-1.\n${REVOKED}`)).toBe(true)
      expect(jsonLines(stdout).map(({ type }) => type)).toEqual(lines)
    })
  })

  test('are not told of where no code comes: nothing will be revoked', async () => {
    await withServer({ script: { deviceAuthorization: [oauthError('unauthorized_client')] } }, async (server) => {
      const refused = await run(loginAt(server, '--store', 'memory'))
      expect([refused.exitCode, refused.stderr]).toEqual([6, expect.not.stringContaining('revoked')])
      const misused = await run(loginAt(server, '--store', 'memory', '--param', 'scope=x'))
      expect([misused.exitCode, misused.stderr]).toEqual([2, expect.not.stringContaining('revoked')])
    })
  })

  test('are revoked as well where there is an access token alone', async () => {
    await withServer({ script: { token: [granted({ refresh_token: undefined })] } }, async (server) => {
      expect((await run(loginAt(server, '--store', 'memory'))).stderr).toContain(REVOKED)
      expect(revoked(server)).toEqual(['access-token-1'])
    })
  })

  test('are told of before they are revoked: the outcome does not wait for that', async () => {
    await withServer({ script: { token: [granted()], revocation: [hang()] } }, async (server) => {
      const command = new RunningCommand(loginAt(server, '--store', 'memory', '--json'))
      await server.waitForRequest('revocation')
      expect(jsonLines(command.stdout).at(-1)).toMatchObject({ type: 'authorized' })
      command.child.kill('SIGINT')
      const at = performance.now()
      expect(await command.ended()).toMatchObject({ exitCode: 130, stderr: expect.stringContaining(NOT_REVOKED) })
      expect(performance.now() - at).toBeLessThan(3000)
    })
  })

  test.each<[string, ResponseSource]>([
    ['fails', empty(500)],
    ['refuses', oauthError('invalid_client', { status: 401 })],
    ['can not revoke such tokens', oauthError('unsupported_token_type')],
    ['does not answer within 5 s', hang()],
  ])('may live on, it says, where the server %s', async (_, answer) => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      server.always('revocation', answer)
      const { exitCode, stderr } = await run(loginAt(server, '--store', 'memory'))
      expect(exitCode).toBe(0)
      expect(stderr.endsWith(NOT_REVOKED)).toBe(true)
    })
  })

  test('may live on, it says, at a server that revokes nothing', async () => {
    const metadata = { revocation_endpoint: undefined }
    await withServer({ metadata, script: { token: [granted()] } }, async (server) => {
      expect(await run(loginAt(server, '--store', 'memory'))).toMatchObject({
        exitCode: 0,
        stderr: expect.stringContaining(NOT_REVOKED),
      })
    })
  })
})

test.concurrent.each([['--no-qr'], ['--json']])(
  'tokens that were printed are left alone, and nothing is said of them: %s',
  async (flag) => {
    await withServer({ script: { token: [granted()] } }, async (server) => {
      const { exitCode, stderr } = await run(loginAt(server, '--store', 'memory', flag, '--show-tokens'))
      expect(exitCode).toBe(0)
      expect(server.requests('revocation')).toHaveLength(0)
      expect(stderr.endsWith('Signed in as person-1.\n')).toBe(true)
      expect(stderr).not.toContain('will be revoked')
    })
  },
)

test('a program that calls login() keeps the session', async () => {
  await withServer({ script: { token: [granted()] } }, async (server) => {
    const stdout = { write: (_text: string, done?: () => void): void => done?.() }
    const result = await login(loginAt(server, '--store', 'memory').slice(1), {
      stdout,
      stderr: { write() {} },
      env: {},
    })
    if (result.exitCode !== 0) throw result.error
    expect(await result.session?.getAccessToken()).toBe('access-token-1')
    expect(server.requests('revocation')).toHaveLength(0)
  })
})
