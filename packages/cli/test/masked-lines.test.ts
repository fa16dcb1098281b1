import { createCanaries, deviceAuthorized, expectNoCanaries, granted, oauthError } from '@device-flow/testing'
import type { Canaries, Members, ScriptedServer } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { maskLine } from '../src/secrets/mask-line.ts'
import { startDevice } from './device.ts'
import { jsonLines, loginAt, run } from './running-command.ts'
import type { Ended } from './running-command.ts'
import { withServer } from './with-server.ts'

const base64 = (text: string): string => Buffer.from(`x${text}`).toString('base64url')

/** A login whose ID token has such claims; all secrets of it are canaries. */
async function loginWith(
  claims: (secrets: Canaries) => Members,
  flags: readonly string[],
  check: (ended: Ended, secrets: Canaries, server: ScriptedServer) => void,
): Promise<void> {
  const secrets = createCanaries()
  const members = { access_token: secrets.accessToken, refresh_token: secrets.refreshToken }
  const deviceAuthorization = [deviceAuthorized({ device_code: secrets.deviceCode })]
  const token = [granted(members, { claims: claims(secrets) })]
  await withServer({ script: { deviceAuthorization, token } }, async (server) => {
    const env = { DEVICE_FLOW_CLIENT_SECRET: secrets.clientSecret }
    const ended = await run(loginAt(server, '--scope', 'openid', ...flags), env)
    expect(ended.exitCode).toBe(0)
    check(ended, secrets, server)
  })
}

const places: [string, (secrets: Canaries) => Members][] = [
  ['nested in a claim', ({ refreshToken }) => ({ nested: { refresh_token: refreshToken } })],
  ['under a harmless name', ({ refreshToken, accessToken }) => ({ a: [{ b: refreshToken }, [accessToken]] })],
  ['inside longer texts', ({ accessToken, deviceCode }) => ({ note: `a${accessToken}b ${deviceCode}${deviceCode}` })],
  ['as a name', ({ clientSecret, refreshToken }) => ({ [clientSecret]: { [`x${refreshToken}`]: 1 } })],
  ['in a URL', ({ clientSecret }) => ({ picture: `https://a.example/?s=${encodeURIComponent(clientSecret)}` })],
  ['in base64', ({ accessToken }) => ({ blob: base64(accessToken) })],
  ['as the name of the person', ({ accessToken }) => ({ name: `Ada ${accessToken}`, email: accessToken })],
]

const allOfThem = (secrets: Canaries): Members => ({ ...secrets, password: 'pass' })

describe.concurrent('a secret of the login that the server put into the ID token', () => {
  test.each(places)('%s is on neither stream with --json (attack X9)', async (_, claims) => {
    await loginWith(claims, ['--json'], ({ stdout, stderr }, secrets) => {
      expectNoCanaries({ stdout, stderr }, secrets)
      expect(jsonLines(stdout).at(-1)).toMatchObject({ id_token_claims: { sub: 'person-1' } })
      expect(stdout).toContain('[secret]')
    })
  })

  test('is not in the name of the person who signed in, in text (attack X9)', async () => {
    await loginWith(places.at(-1)![1], [], ({ stdout, stderr }, secrets) => {
      expectNoCanaries({ stdout, stderr }, secrets)
      expect(stderr).toContain('Signed in as Ada [secret].')
    })
  })

  test('is not in that name either where it is the device code, which is spent by then (attack X9)', async () => {
    await loginWith(
      ({ deviceCode }) => ({ name: deviceCode }),
      [],
      ({ stderr }) => expect(stderr).toContain('Signed in as [secret].'),
    )
  })

  test('is shown with --show-tokens, apart from the client secret and the device code (attack X9)', async () => {
    await loginWith(allOfThem, ['--store', 'memory', '--json', '--show-tokens'], ({ stdout, stderr }, secrets) => {
      const { accessToken, refreshToken, clientSecret, deviceCode } = secrets
      expectNoCanaries({ stdout, stderr }, { clientSecret, deviceCode })
      const { access_token, refresh_token, id_token_claims } = jsonLines(stdout).at(-1) ?? {}
      expect({ access_token, refresh_token }).toEqual({ access_token: accessToken, refresh_token: refreshToken })
      expect(id_token_claims).toMatchObject({ accessToken, refreshToken, password: 'pass', deviceCode: '[secret]' })
    })
  })
})

test.each([
  ['login', ['--json']],
  ['doctor', ['--json']],
  ['doctor', []],
])(
  'a client secret that is the word "secret" spoils no message of %s %j: who runs it is told what to change, and nobody else the secret',
  async (command, flags) => {
    const refused = oauthError('invalid_client', { status: 401, description: 'secret is wrong' })
    await withServer({ script: { deviceAuthorization: [refused, refused] } }, async (server) => {
      const argv = [command, ...loginAt(server).slice(1), ...flags]
      const { exitCode, stdout } = await run(argv, { DEVICE_FLOW_CLIENT_SECRET: 'secret' })
      expect(exitCode).toBe(6)
      expect(stdout).toContain('--client-auth client_secret_')
      expect(stdout).toContain('the client secret')
      // What the server said is masked.
      expect(stdout).toContain('[secret] is wrong')
    })
  },
)

test('a link that the server put the device code into is shown nowhere, and the code is typed by hand (attack X25)', async () => {
  const members = { device_code: 'canary-device', verification_uri_complete: 'https://a.example/?c=canary-device' }
  const script = { deviceAuthorization: [deviceAuthorized(members)], token: [granted()] }
  await withServer({ script }, async (server) => {
    const { exitCode, stdout, stderr } = await run(loginAt(server, '--json'))
    expect(exitCode).toBe(0)
    const [prompt] = jsonLines(stdout)
    expect(prompt).toMatchObject({ type: 'prompt', verification_uri: `${server.origin}/activate` })
    expect(prompt).not.toHaveProperty('verification_uri_complete')
    expect(stdout + stderr).not.toMatch(/a\.example|canary-device|\[secret\]/)
  })
})

test.each([
  ['device', 'https://a.example/device'],
  ['ABCD-EFGH', 'https://a.example/link'],
])('a short device code (%s) spoils neither address nor code of the prompt', async (device_code, verification_uri) => {
  const members = { device_code, user_code: 'ABCD-EFGH', verification_uri }
  const script = { deviceAuthorization: [deviceAuthorized(members)], token: [granted()] }
  await withServer({ script }, async (server) => {
    const { stdout } = await run(loginAt(server, '--json'))
    expect(jsonLines(stdout)[0]).toMatchObject({ user_code: 'ABCD-EFGH', verification_uri })
  })
})

test('a short device code does not spoil the address of a login that waits, in status', async () => {
  const device = await startDevice({ approves: false })
  const verification_uri = 'https://a.example/device'
  device.server.script('deviceAuthorization', deviceAuthorized({ device_code: 'device', verification_uri }))
  await device.login('--no-wait')
  const { stdout } = await device.run('status', '--json')
  expect(jsonLines(stdout)[0]).toMatchObject({ pending: { verification_uri } })
})

test('a short client secret does not spoil the address of the prompt', async () => {
  const verification_uri_complete = 'https://demo.example/device?user_code=ABCD'
  const members = { verification_uri: 'https://demo.example/device', verification_uri_complete }
  const script = { deviceAuthorization: [deviceAuthorized(members)], token: [granted()] }
  await withServer({ script }, async (server) => {
    const { stdout } = await run(loginAt(server, '--json'), { DEVICE_FLOW_CLIENT_SECRET: 'demo' })
    expect(jsonLines(stdout)[0]).toMatchObject({ verification_uri_complete })
  })
})

const authorized = (claims: unknown): Parameters<typeof maskLine>[0] => ({
  type: 'authorized',
  id_token_claims: claims,
})
const NO_SECRETS = { secrets: [], hidesNamed: true }

describe('a line', () => {
  test('hides claims that are named like secrets, at any depth and in any spelling (attack X9)', () => {
    const named = { refresh_token: 'a', accessToken: 'b', 'Client-Secret': 'c', password: 1, secrets: ['d'], x: ['e'] }
    const hidden = { ...Object.fromEntries(Object.keys(named).map((name) => [name, '[secret]'])), x: ['e'] }
    expect(maskLine(authorized({ ...named, deep: [named] }), NO_SECRETS)).toEqual(
      authorized({ ...hidden, deep: [hidden] }),
    )
  })

  test('keeps what is no secret as it is', () => {
    const claims = { sub: 'a', has_password: true, token: null, token_use: 'id', nonce: 'b', plan: 'Basic monthly' }
    expect(maskLine(authorized(claims), NO_SECRETS)).toEqual(authorized(claims))
  })

  test('keeps its own words, whatever a secret is: with gaps they would tell it', () => {
    const line = {
      type: 'error',
      error: 'invalid_client',
      reason: 'denied',
      message: 'Give the client secret by --client-auth client_secret_basic: RFC 6749. https://demo.example',
    } as const
    const secrets = ['denied', 'secret', 'client', 'type', 'a', 'client_secret_basic', 'Give', 'demo', '6749']
    expect(maskLine(line, { secrets, hidesNamed: true })).toEqual(line)
  })

  test.each(['canary-1', 'k3yForTheAPI', 'deadbeef01deadbeef', 'correct-horse-battery-staple', 'x9x9', '123456'])(
    'masks a secret that is no word in its own sentences, too: %s',
    (secret) => {
      const line = { type: 'error', message: `The server said: ${secret}.`, next: [`login ${secret}`] } as const
      expect(maskLine(line, { secrets: [secret], hidesNamed: true })).toEqual({
        type: 'error',
        message: 'The server said: [secret].',
        next: ['login [secret]'],
      })
    },
  )

  test('masks a secret that is a word where a server has written it', () => {
    const line = authorized({ name: 'Ada secret', email: ['a secret'] })
    expect(maskLine(line, { secrets: ['secret', 'name'], hidesNamed: true })).toEqual(
      authorized({ name: 'Ada [secret]', email: ['a [secret]'] }),
    )
  })

  test('masks secrets that overlap, that hold one another, or that show a long beginning alone', () => {
    const secrets = ['abcd3f', 'cd3fgh', 'abcd3fgh-longer', 'x'.repeat(100)]
    const mask = (text: string): unknown => maskLine({ type: 'error', message: text }, { secrets, hidesNamed: true })
    expect(mask('-abcd3fgh-')).toEqual({ type: 'error', message: '-[secret]-' })
    expect(mask('-abcd3fgh-longer-')).toEqual({ type: 'error', message: '-[secret]-' })
    expect(mask(`-${'x'.repeat(80)}-`)).toEqual({ type: 'error', message: '-[secret]-' })
  })

  test.each([
    ['secrets that nearly match everywhere', ['a'.repeat(2000) + 'b', 'b' + 'a'.repeat(2000)], ['a'.repeat(900_000)]],
    ['very many members', ['canary-access'], Array.from({ length: 300_000 }, () => 'a')],
    ['very many names', ['canary-access'], Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`a${i}`, i]))],
  ])('takes no work out of proportion with %s (attack X9)', (_, secrets, claims) => {
    // Work of this process, and not time: others may be busy. With each compared to all others it would be minutes.
    const before = process.cpuUsage()
    maskLine(authorized(claims), { secrets, hidesNamed: true })
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(5000)
  })

  test('does not follow claims without end', () => {
    let claims: unknown = 'bottom'
    for (let level = 0; level < 100_000; level++) claims = [claims]
    expect(JSON.stringify(maskLine(authorized(claims), NO_SECRETS))).toContain('[…]')
  })
})
