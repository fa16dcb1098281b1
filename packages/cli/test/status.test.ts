import { execFileSync } from 'node:child_process'
import { readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { createCanaries } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { sessionStatus } from '../src/status/session-status.ts'
import { formatStatus } from '../src/status/status-text.ts'
import type { KeptRecord } from '../src/kept/find-session.ts'
import { clockSetBy } from './clock-set.ts'
import { startDevice } from './device.ts'
import { runLockedOut } from './locked-out.ts'
import { jsonLines } from './running-command.ts'

const HOUR_MS = 3_600_000

const now = Date.UTC(2026, 0, 2)
const secrets = createCanaries()
const inFile = { store: 'file', writeProblem: undefined } as const

function kept(tokens: object, more: object = {}): KeptRecord {
  const all = { accessToken: secrets.accessToken, tokenType: 'bearer', receivedAt: now, ...tokens }
  return {
    entry: { key: 'k', store: 'file', client: { server: 'https://id.example.com', clientId: 'tv' } },
    record: { version: 2, lineage: '', signedIn: { id: 'a', tokens: all, ...more } },
  } as unknown as KeptRecord
}

describe('what device-flow status says', () => {
  test('of a login that waits where nothing can be written is why it cannot succeed, too', () => {
    const { entry, store } = kept({})
    const times = { expiresAt: now + 60_000, receivedAt: now }
    const authorization = { userCode: 'WDJB-MJHT', verificationUri: 'https://id.example.com/activate', ...times }
    const record = { version: 2, lineage: '', pending: { authorization, intervalMs: 5_000, lastReplyAt: now } }
    const statuses = [inFile, { ...inFile, writeProblem: 'Read-only.' }].map((each) =>
      sessionStatus({ entry, store, record } as never, each, now),
    )
    const pending = { userCode: 'WDJB-MJHT', expiresIn: 60 }
    expect(statuses).toMatchObject([
      { pending, problem: undefined },
      { pending, problem: 'Read-only.' },
    ])
  })

  test.each([
    ['lives and can be renewed', { expiresAt: now + 60_000, refreshToken: 'r' }, {}, [true, 60, true, undefined]],
    ['is dead and can be renewed', { expiresAt: now - 1, refreshToken: 'r' }, {}, [true, 0, true, undefined]],
    ['lives and cannot be renewed', { expiresAt: now + 60_000 }, {}, [true, 60, false, 60]],
    ['is dead and cannot be renewed', { expiresAt: now - 1 }, {}, [false, 0, false, 0]],
    [
      'is refused a renewal',
      { expiresAt: now + 60_000, refreshToken: 'r' },
      { refused: { at: now, message: 'No more.' } },
      [true, 60, false, 60],
    ],
    [
      'is dead, and was not renewed at the last try',
      { expiresAt: now - 1, refreshToken: 'r' },
      { declined: { at: now, reason: 'unsupported', message: 'Not this client.' } },
      [false, 0, false, 0],
    ],
    [
      'is renewed until the authorization ends',
      { expiresAt: now + 60_000, refreshToken: 'r', authorizationExpiresAt: now + 90_000 },
      {},
      [true, 60, true, 90],
    ],
    [
      'has outlived its refresh token',
      { expiresAt: now - 1, refreshToken: 'r', refreshTokenExpiresAt: now - 1 },
      {},
      [false, 0, false, 0],
    ],
    ['has a life that nobody knows', {}, {}, [true, undefined, false, undefined]],
    // As token has it, which asks for another then.
    [
      'came before the clock was set back',
      { receivedAt: now + 5 * HOUR_MS, expiresAt: now + 5 * HOUR_MS + 20_000, refreshToken: 'r' },
      {},
      [true, 0, true, undefined],
    ],
    [
      'came before the clock was set back, and cannot be renewed',
      { receivedAt: now + 5 * HOUR_MS, expiresAt: now + 5 * HOUR_MS + 20_000 },
      {},
      [false, 0, false, 0],
    ],
    [
      'is renewed for a time that is not known once the clock was set back',
      {
        receivedAt: now + 5 * HOUR_MS,
        expiresAt: now + 6 * HOUR_MS,
        refreshToken: 'r',
        refreshTokenExpiresAt: now + 9 * HOUR_MS,
      },
      {},
      [true, 0, true, undefined],
    ],
  ])('of an access token that %s', (_, tokens, more, expected) => {
    const { signedIn, accessTokenExpiresIn, renewable, endsIn } = sessionStatus(kept(tokens, more), inFile, now)
    expect([signedIn, accessTokenExpiresIn, renewable, endsIn]).toEqual(expected)
  })

  test('of a session that has ended names the command that signs in there again, and of no other', () => {
    const command = 'device-flow login --issuer https://id.example.com --client-id tv'
    const ended = kept({ expiresAt: now - 1, refreshToken: 'r' }, { refused: { at: now, message: 'No more.' } })
    const status = sessionStatus(ended, inFile, now)
    expect(formatStatus(status, {})).toContain(`  problem      No more.\n  sign in with ${command}\n`)
    expect(formatStatus(status, { all: true })).toMatch(new RegExp(`No more\\. Sign in with: ${command}\\n$`))
    expect(formatStatus(sessionStatus(kept({}), inFile, now), {})).not.toContain('sign in with')
  })

  test('of a code that was shown before the clock was set back is no more than its whole life', () => {
    const authorization = { userCode: 'A', receivedAt: now + HOUR_MS, expiresAt: now + HOUR_MS + 60_000 }
    const session = kept({})
    const waiting = { ...session, record: { ...session.record, pending: { authorization } } } as unknown as KeptRecord
    expect(sessionStatus(waiting, inFile, now).pending?.expiresIn).toBe(60)
  })

  test('holds no token, wherever a server has put one, and nothing that a terminal obeys', () => {
    const claims = { name: `Ada \u{1b}[2J ${secrets.accessToken}`, sub: 'person-1' }
    const status = sessionStatus(kept({ claims, scope: `openid ${secrets.accessToken}` }), inFile, now)
    for (const json of [true, undefined]) {
      const text = formatStatus(status, { ...(json && { json }) })
      expect(text).not.toContain(secrets.accessToken)
      expect(text).not.toContain('\u{1b}')
    }
  })
})

describe.concurrent('device-flow status', () => {
  test('works without the server, and prints a line of JSON with --json', async () => {
    const device = await startDevice()
    await device.login('--profile', 'work')
    await device.server.close()
    const { exitCode, stdout } = await device.run('status', '--json')
    expect(exitCode).toBe(0)
    expect(jsonLines(stdout)).toEqual([
      {
        type: 'status',
        signed_in: true,
        issuer: device.server.issuer,
        client_id: 'tv',
        profile: 'work',
        sub: 'person-1',
        scope: 'openid offline_access',
        access_token_expires_in: expect.any(Number),
        renewable: true,
        store: 'file',
      },
    ])
    expect((await device.run('status')).stdout).toMatch(/^Signed in as person-1\.\n {2}server {7}http:\/\/127/)
    for (const token of device.server.issuedTokens()) expect(stdout).not.toContain(token)
  })

  test('does not promise to renew the tokens where nothing can be written, and says what to do (T16)', async () => {
    const device = await startDevice()
    await device.login()
    const home = device.env['DEVICE_FLOW_HOME']!
    const lived = { ...device.env, ...clockSetBy(HOUR_MS, 0) }
    execFileSync('chmod', ['-R', 'a-w', home])
    const { exitCode, stdout } = await runLockedOut(['status'], device.env)
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.not.stringContaining('renewed when') })
    expect(stdout).toMatch(/access token good for \d+ min, not renewable\n(?:.+\n)+ {2}problem .*EACCES.*writable/)
    expect(jsonLines((await runLockedOut(['status', '--json'], lived)).stdout)).toMatchObject([
      { signed_in: true, access_token_expires_in: 0, renewable: false, problem: expect.stringContaining('EACCES') },
    ])
    expect(await runLockedOut(['token'], lived)).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining('EACCES'),
    })
  })

  test('ends with 8 when nobody is signed in', async () => {
    const device = await startDevice()
    expect(await device.run('status')).toEqual({
      exitCode: 8,
      stdout: 'Nobody is signed in. Sign in with device-flow login.\n',
      stderr: '',
    })
    expect(jsonLines((await device.run('status', '--json')).stdout)).toEqual([{ type: 'status', signed_in: false }])
    expect(await device.run('status', '--all')).toMatchObject({
      exitCode: 8,
      stdout: 'Nobody is signed in. Sign in with device-flow login.\n',
    })
  })

  test('of a session that is not there, says which command signs in there, while another one is kept', async () => {
    const device = await startDevice()
    await device.login()
    for (const flags of [
      ['--profile', 'nope'],
      ['--client-id', 'nope'],
    ]) {
      const stdout = 'Nobody is signed in there. Sign in with device-flow login and the same flags.\n'
      expect(await device.run('status', ...flags)).toEqual({ exitCode: 8, stdout, stderr: '' })
    }
  })

  test('with --all lists every session, one a line, and none where somebody has signed out', async () => {
    const device = await startDevice()
    for (const profile of ['work', 'home', 'gone']) await device.login('--profile', profile)
    await device.run('logout', '--profile', 'gone')
    const { exitCode, stdout } = await device.run('status', '--all')
    expect(exitCode).toBe(0)
    const where = `tv at ${device.server.issuer}: Signed in as person-1. Access token good for 59 min, renewed when it is needed.`
    expect(stdout.split('\n')).toEqual([`--profile work: ${where}`, `--profile home: ${where}`, ''])
    const { stdout: json } = await device.run('status', '--all', '--json')
    expect(jsonLines(json).map(({ type, profile, signed_in }) => [type, profile, signed_in])).toEqual([
      ['status', 'work', true],
      ['status', 'home', true],
    ])
    expect((await device.run('status', '--all', '--profile', 'work')).exitCode).toBe(2)
  })

  test('with --all tells of one that cannot be read, and of the others all the same', async () => {
    const device = await startDevice()
    await device.login('--profile', 'work')
    const folder = join(device.env['DEVICE_FLOW_HOME']!, 'device-flow', 'keyFile')
    const record = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.json'))
    await device.login('--profile', 'home')
    truncateSync(join(folder, record!), 20)
    const { exitCode, stdout } = await device.run('status', '--all', '--json')
    expect(exitCode).toBe(1)
    expect(jsonLines(stdout)).toEqual([
      expect.objectContaining({ type: 'error', reason: 'storage' }),
      expect.objectContaining({ type: 'status', profile: 'home', signed_in: true }),
    ])
  })

  test('names the place of the key, also once nobody is signed in: DEVICE_FLOW_KEY is no file', async () => {
    const device = await startDevice()
    const lines = async (...argv: string[]): Promise<Record<string, unknown>[]> =>
      jsonLines((await device.run(...argv, '--json')).stdout)
    device.env['DEVICE_FLOW_KEY'] = Buffer.alloc(32, 7).toString('base64')
    await device.login()
    const places = [...(await lines('login')), ...(await lines('status'))].map(({ store }) => store)
    expect(places).toEqual(['environment', 'environment'])
    expect((await device.run('status')).stdout).toContain('the key in DEVICE_FLOW_KEY')
    await device.run('logout', '--all')
    expect(await lines('status')).toEqual([{ type: 'status', signed_in: false, store: 'environment' }])
  })
})
