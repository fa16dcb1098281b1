import { granted } from '@device-flow/testing'
import type { ScriptedServer } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { jsonLines, loginAt, newHome, run } from './running-command.ts'
import { withServer } from './with-server.ts'

const acrNote = (said: string): string =>
  `A sign-in of the kind "mfa phr" was asked for, but the server ${said} (acr).\n`
const mfa = ['--acr-values', 'mfa phr']
const WAS_PWD = acrNote('says that it was "pwd"')

const seconds = (): number => Math.floor(Date.now() / 1000)
/** Someone who signed in at the server by a password, so long ago, s. */
const grant = (ago = 0) => granted({}, { claims: { acr: 'pwd', auth_time: seconds() - ago } })

/** Signs in with a store of its own. */
function device(): { login(...flags: string[]): ReturnType<typeof run> } {
  const env = { DEVICE_FLOW_HOME: newHome() }
  return { login: (...flags) => run(['login', '--json', ...flags], env) }
}
const at = (server: ScriptedServer, scope = 'openid'): string[] => loginAt(server, '--scope', scope).slice(1)

describe.concurrent('device-flow login says where the person did not sign in as was asked for (H11)', () => {
  test.each([
    ['another', { acr: 'pwd' }, WAS_PWD],
    ['none', {}, acrNote('does not say which it was')],
  ])('a kind of sign-in: %s', async (_, claims, note) => {
    await withServer({ script: { token: [granted({}, { claims })] } }, async (server) => {
      const { exitCode, stderr } = await run(loginAt(server, '--scope', 'openid', ...mfa))
      expect(exitCode).toBe(0)
      expect(stderr).toContain(note)
    })
  })

  test('of one of them nothing', async () => {
    await withServer({ script: { token: [granted({}, { claims: { acr: 'phr' } })] } }, async (server) => {
      expect((await run(loginAt(server, '--scope', 'openid', ...mfa))).stderr).not.toContain('was asked for')
    })
  })

  test('without openid, where nothing can show it: a kind of sign-in, and its age', async () => {
    await withServer({ script: { token: [granted({ id_token: undefined })] } }, async (server) => {
      const { exitCode, stderr } = await run(loginAt(server, '--scope', 'profile', ...mfa, '--max-age', '0'))
      expect(exitCode).toBe(0)
      expect(stderr).toContain(acrNote('does not say which it was'))
      expect(stderr).toContain(
        'within the last 0 s was asked for, but the server does not say when the person signed in',
      )
    })
  })

  test('also where it was asked for by --param', async () => {
    await withServer({ script: { token: [grant()] } }, async (server) => {
      const { stderr } = await run(loginAt(server, '--scope', 'openid', '--param', 'acr_values=mfa phr'))
      expect(stderr).toContain(WAS_PWD)
    })
  })

  test('also where another process goes on with the login, and in a login without flags, which asks for the same', async () => {
    await withServer({ script: { token: [grant(), grant()] } }, async (server) => {
      const { login } = device()
      await login(...at(server), ...mfa, '--no-wait')
      expect((await login('--resume')).stderr).toContain(WAS_PWD)
      expect((await login('--force')).stderr).toContain(WAS_PWD)
    })
  })

  test('of who is signed in already: nobody was asked, and the sign-in is as old as it is', async () => {
    await withServer({ script: { token: [grant(3600)] } }, async (server) => {
      const { login } = device()
      expect((await login(...at(server), '--max-age', '7200')).stderr).not.toContain('was asked for')
      const again = await login('--max-age', '5', ...mfa)
      expect([again.exitCode, jsonLines(again.stdout).at(-1)]).toMatchObject([0, { type: 'authorized' }])
      expect(again.stderr).toContain('To sign in anew: --force')
      expect(again.stderr).toContain(WAS_PWD)
      expect(again.stderr).toMatch(
        /within the last 5 s was asked for, but the person signed in 36\d\d s ago \(auth_time\)/,
      )
      for (const flags of [['--max-age', '7200'], []]) {
        expect((await login(...flags)).stderr).not.toContain('was asked for')
      }
      expect(server.requests('deviceAuthorization')).toHaveLength(1)
    })
  })
})

describe.concurrent('device-flow login beside one that waits, with other wishes (G7, H11)', () => {
  test('is refused where that one has not asked for as much, and begins anew with --force', async () => {
    await withServer({ script: { token: [grant(3600), grant()] } }, async (server) => {
      const { login } = device()
      await login(...at(server), '--no-wait')
      const wishes = ['--max-age', '5', ...mfa]
      const refused = await login(...at(server), ...wishes)
      expect(refused).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('not begun with this acr_values, max_age'),
      })
      expect(refused.stderr).toContain('device-flow login --resume')
      expect(server.requests('token')).toHaveLength(0)
      await login(...at(server), ...wishes, '--force', '--no-wait')
      expect(server.requests('deviceAuthorization').at(-1)?.form.get('max_age')).toBe('5')
      const held = await login('--resume')
      expect([held.exitCode, held.stderr]).toEqual([7, expect.stringContaining('longer ago than the 5 s')])
    })
  })

  test.each([
    ['and waits for the person', []],
    ['for another process to go on', ['--no-wait']],
  ])('begins anew with --force where that one has asked for more, %s: nobody is held to it', async (_, how) => {
    await withServer({ script: { token: [grant(3600)] } }, async (server) => {
      const { login } = device()
      await login(...at(server), '--max-age', '5', '--no-wait')
      const anew = await login(...at(server), '--force', ...how)
      const asked = server.requests('deviceAuthorization').map(({ form }) => form.get('max_age'))
      expect(asked).toEqual(['5', null])
      const { exitCode, stderr } = how.length > 0 ? await login('--resume') : anew
      expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining('max_age')])
      expect(server.requests('token')).toHaveLength(1)
    })
  })

  test('joins one that has asked for more, says so, and holds the person to it', async () => {
    await withServer({ script: { token: [grant(3600)] } }, async (server) => {
      const { login } = device()
      await login(...at(server), '--max-age', '5', '--no-wait')
      const { exitCode, stderr } = await login(...at(server))
      expect(stderr).toContain('The login that waits was begun with max_age: the person is held to that.')
      expect([exitCode, stderr]).toEqual([7, expect.stringContaining('longer ago than the 5 s')])
    })
  })
})

test('what is given wins over what is kept, also where that was written as --param', async () => {
  await withServer({ script: { token: [grant(), grant(), grant()] } }, async (server) => {
    const { login } = device()
    const asked = (): (string | null)[] =>
      ['acr_values', 'login_hint'].map((name) => server.requests('deviceAuthorization').at(-1)?.form.get(name) ?? null)
    await login(...at(server), '--param', 'acr_values=mfa', '--param', 'login_hint=ada')
    expect(asked()).toEqual(['mfa', 'ada'])
    await login('--force', '--acr-values', 'pwd')
    expect(asked()).toEqual(['pwd', 'ada'])
    await login('--force', '--param', 'acr_values=hw')
    expect(asked()).toEqual(['hw', null])
  })
})
