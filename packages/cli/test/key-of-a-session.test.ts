import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readIndex } from '../src/kept/session-index.ts'
import { noteBeginning } from '../src/login/index-login.ts'
import { loginFlags, startDevice } from './device.ts'
import type { Device } from './device.ts'
import { jsonLines, run, RunningCommand } from './running-command.ts'
import type { Ended } from './running-command.ts'

const aKey = (): string => randomBytes(32).toString('base64')

/** The commands of a device where another key is in the environment. */
function withKey({ env }: Device, key: string): (...argv: string[]) => Promise<Ended> {
  return (...argv) => run(argv, { ...env, DEVICE_FLOW_KEY: key })
}

const firstLogin = ({ server }: Device): string[] => ['login', ...loginFlags(server), '--json']

describe.concurrent('a session that is kept in a file', () => {
  test.each([
    ['malformed', 'abc'],
    ['valid', aKey()],
  ])('goes on where DEVICE_FLOW_KEY is set later, and %s (T20)', async (_, key) => {
    const device = await startDevice()
    await device.login()
    const now = withKey(device, key)
    expect((await now('status')).stdout).toMatch(/^Signed in as/)
    expect(jsonLines((await now('status', '--json')).stdout)).toEqual([expect.objectContaining({ store: 'file' })])
    expect((await now('token')).exitCode).toBe(0)
    expect((await now('token', '--min-life', '7200')).exitCode).toBe(0)
    expect((await device.run('token')).exitCode).toBe(0)
    expect(await now('logout', '--all')).toMatchObject({ exitCode: 0 })
    expect(device.server.counts()).toMatchObject({ liveFamilies: 0 })
  })

  test.each([[], ['--profile', 'z']])('outlives a login that fails for its malformed key (%j %j)', async (...flags) => {
    const device = await startDevice()
    await device.login()
    const login = ['login', '--issuer', device.server.issuer, '--client-id', 'another', ...flags]
    const failed = await withKey(device, 'abc')(...login)
    expect(failed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('DEVICE_FLOW_KEY must hold 32 bytes') })
    expect((await device.run('status')).stdout).toMatch(/^Signed in as/)
    expect((await device.run('token')).exitCode).toBe(0)
    expect((await device.login('--profile', 'new')).exitCode).toBe(0)
    expect(await device.run('logout', '--all')).toMatchObject({ exitCode: 0 })
    expect(device.server.counts()).toMatchObject({ families: 2, liveFamilies: 0 })
  })

  test('is kept by the key of the variable once a person has signed out and in again', async () => {
    const device = await startDevice()
    await device.login()
    await device.run('logout')
    const now = withKey(device, aKey())
    expect((await now('login')).stderr).toContain('the key in DEVICE_FLOW_KEY')
    expect((await now('token')).exitCode).toBe(0)
    expect(await device.run('token')).toMatchObject({ exitCode: 1 })
  })
})

describe.concurrent('a session whose key is in DEVICE_FLOW_KEY', () => {
  test.each([
    [
      'not set',
      undefined,
      /which is not set\. Set it, or sign in anew with --store file\. Run: device-flow login --issuer/,
    ],
    ['another one', aKey(), /DEVICE_FLOW_KEY holds another key than this session was kept with/],
    ['malformed', 'abc', /DEVICE_FLOW_KEY must hold 32 bytes/],
  ])('is not said to be signed out when that is %s', async (_, key, said) => {
    const device = await startDevice()
    const before = withKey(device, aKey())
    await before('login', '--issuer', device.server.issuer, '--client-id', 'tv', '--scope', 'openid offline_access')
    const now = key === undefined ? device.run : withKey(device, key)
    for (const command of ['status', 'token']) {
      const { exitCode, stderr } = await now(command)
      expect({ command, exitCode, stderr }).toEqual({ command, exitCode: 1, stderr: expect.stringMatching(said) })
      expect(stderr).not.toContain('Cause:')
      expect(stderr).not.toContain("store: '")
    }
    expect((await before('token')).exitCode).toBe(0)
  })

  test('is forgotten by logout without that, which says that its tokens may live on', async () => {
    const device = await startDevice()
    const before = withKey(device, aKey())
    await before('login', '--issuer', device.server.issuer, '--client-id', 'tv', '--scope', 'openid offline_access')
    const { exitCode, stdout, stderr } = await device.run('logout', '--all', '--json')
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout)).toEqual([expect.objectContaining({ type: 'signed_out', revoked: false })])
    expect(stderr).toContain('Its tokens could not be read, and so were not revoked')
    expect((await device.run('status')).exitCode).toBe(8)
  })
})

describe.concurrent('two first logins at one moment', () => {
  test('whose keys are in two places keep one session: the second joins the first, or says what to do', async () => {
    const device = await startDevice({ approves: false })
    const commands = [
      new RunningCommand(firstLogin(device), device.env),
      new RunningCommand(firstLogin(device), { ...device.env, DEVICE_FLOW_KEY: aKey() }),
    ]
    const shown = commands.map((command) => Promise.race([command.says('enter the code'), command.ended()]))
    await Promise.all(shown)
    device.server.approve()
    const ended = await Promise.all(commands.map((command) => command.ended()))
    expect(device.server.counts()).toMatchObject({ families: 1, liveFamilies: 1 })
    // Where the one with the variable was first, the other cannot open what that keeps, and says so. It ends by that, or, when it came a
    // moment later and found that out before its code, begins anew beside it: then the first one's code is given up.
    const refused = ended.find(({ exitCode }) => exitCode !== 0)
    if (!refused) return
    expect(ended.map(({ stderr }) => stderr).join('')).toContain('DEVICE_FLOW_KEY, which is not set')
    const [exitCode, words] = refused.exitCode === 8 ? [8, 'Start again.'] : [1, 'DEVICE_FLOW_KEY, which is not set']
    expect(refused).toMatchObject({ exitCode, stderr: expect.stringContaining(words) })
    const reason = exitCode === 8 ? 'signed_out' : 'storage'
    const [error, ...earlier] = jsonLines(refused.stdout).toReversed()
    expect(error).toMatchObject({ type: 'error', reason })
    // What began anew may have shown its code by then.
    expect(earlier.map(({ type }) => type)).toEqual(exitCode === 8 && earlier.length > 0 ? ['prompt'] : [])
  })

  test('in two stores: the one that comes second is told where the session is kept', async () => {
    const device = await startDevice({ approves: false })
    const stream = { write: () => true }
    const store = { env: device.env, stdout: stream, stderr: stream }
    const entry = { key: 'k', store: 'file' } as const
    const client = { server: device.server.issuer, clientId: 'tv' }
    expect(await noteBeginning({ ...entry, client }, store)).toBe(true)
    expect(await noteBeginning({ ...entry, client, store: 'keyring' }, store)).toBe(false)
    expect((await readIndex(store)).sessions).toEqual([{ ...entry, client, state: 'begun' }])
  })
})
