import { inspect } from 'node:util'
import { granted } from '@device-flow/testing'
import type { GrantedIdToken } from '@device-flow/testing'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { connect, endOf, nested } from '../support.ts'

const now = (): number => Math.floor(Date.now() / 1000)

describe('an ID token of another issuer says whose it is, and whose it should be', () => {
  test.each([
    ['another', 'https://dev-a1b2c3d4e5.eu.example.com/v2.0', 'https://dev-a1b2c3d4e5.eu.example.com/v2.0'],
    [
      'another tenant',
      'https://evil.example.com/9188040d-6c67-4c5b-b112-36a304b66dad',
      'https://evil.example.com/9188040d-6c67-4c5b-b112-36a304b66dad',
    ],
    ['a host alone', 'accounts.example.com', 'accounts.example.com'],
    ['with signs that nobody sees', 'https://evil\u202E.example\u001B[2J.com', 'https://evil.example[2J.com'],
    ['with a query', 'https://evil.example.com/?a=b#c', 'https://evil.example.com/'],
    ['with a token', 'https://evil.example.com/access-token-1/x', 'https://evil.example.com/[secret]/x'],
    ['with what may be a token', 'https://evil.example.com/Zx81kQpL0aVt7Rr93mN2', 'https://evil.example.com/…'],
    ['with a password', 'https://me:hunter2@evil.example.com', 'https://evil.example.com'],
  ])('%s', async (_what, iss, said) => {
    const { poll, server } = await connect()
    const { field, message } = endOf(await poll(granted({}, { claims: { iss } })))
    expect(field).toBe('iss')
    expect(message).toContain(`: iss names “${said}”, and the issuer is “${server.issuer}”. `)
  })

  test('the same with a slash at its end', async () => {
    const { poll, server } = await connect()
    const { message } = endOf(await poll(granted({}, { claims: { iss: `${server.issuer}/` } })))
    expect(message).toContain(`: iss names “${server.issuer}/”, and the issuer is “${server.issuer}”. `)
  })
})

describe('an ID token that is not for this client and person is rejected, and the tokens are revoked (H6)', () => {
  test.each<[string, string, GrantedIdToken]>([
    ['of another issuer', 'iss', { claims: { iss: 'https://evil.example.com' } }],
    ['without an issuer', 'iss', { claims: { iss: undefined } }],
    ['for another client', 'aud', { claims: { aud: 'client-2' } }],
    ['for two clients and the other is in charge', 'azp', { claims: { aud: ['client-1', 'b'], azp: 'b' } }],
    ['for two clients and nobody is in charge (case 30)', 'aud', { claims: { aud: ['client-1', 'b'] } }],
    ['for this client twice and nobody is in charge (case 30)', 'aud', { claims: { aud: ['client-1', 'client-1'] } }],
    ['for this client while another is in charge (attack X17)', 'azp', { claims: { azp: 'other' } }],
    [
      'in a list of one while another is in charge (attack X17)',
      'azp',
      { claims: { aud: ['client-1'], azp: 'other' } },
    ],
    ['while nobody by name is in charge (attack X17)', 'azp', { claims: { azp: '' } }],
    ['while a number is in charge (attack X17)', 'azp', { claims: { azp: 5 } }],
    ['while a list is in charge (attack X17)', 'azp', { claims: { azp: ['client-1'] } }],
    ['without an audience', 'aud', { claims: { aud: undefined } }],
    ['that has expired', 'exp', { claims: { exp: now() - 1200 } }],
    ['that never expires', 'exp', { claims: { exp: undefined } }],
    ['whose expiry is text', 'exp', { claims: { exp: 'tomorrow' } }],
    ['without a time of issue', 'iat', { claims: { iat: undefined } }],
    ['that is not valid yet', 'nbf', { claims: { nbf: now() + 1200 } }],
    ['about nobody', 'sub', { claims: { sub: undefined } }],
    ['nested too deeply to be kept', 'id_token', { claims: { deep: nested(1000) } }],
    ['about an empty name', 'sub', { claims: { sub: '' } }],
    ['about a number', 'sub', { claims: { sub: 5 } }],
    ['without a signature', 'alg', { alg: 'none' }],
    ["signed with the server's public key as a secret", 'alg', { alg: 'HS256' }],
    ['signed with an algorithm that the server does not announce', 'alg', { alg: 'PS256' }],
    ['signed with a foreign key', 'signature', { key: 'foreign' }],
    ['signed with a key that is not published', 'kid', { header: { kid: 'nobody' } }],
  ])('%s: %s', async (_what, field, idToken) => {
    const { poll, server } = await connect()
    const error = endOf(await poll(granted({}, idToken)))
    expect(error).toMatchObject({ reason: 'invalidIdToken', field })
    expect(server.requests('revocation').map(({ form }) => form.get('token'))).toEqual([
      'refresh-token-1',
      'access-token-1',
    ])
  })

  test.each([['text'], ['a.b.c'], ['a.b.c.d.e'], ['..'], ['e30.e30.e30']])(
    '%s instead of an ID token',
    async (idToken) => {
      const { poll } = await connect()
      const error = endOf(await poll(granted({ id_token: idToken })))
      expect(error.reason).toBe('invalidIdToken')
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain(`"${idToken}"`)
    },
  )
})

test.each<[string, GrantedIdToken]>([
  ['exp is missing', { claims: { exp: undefined } }],
  ['exp is unusable', { claims: { exp: 'tomorrow' } }],
  ['aud is missing', { claims: { aud: undefined } }],
  ['aud names another client', { claims: { aud: 'client-2' } }],
  ['aud names another client', { claims: { aud: ['a', 'b'] } }],
  [
    'it has more audiences than this client (aud), and no azp that says which is in charge',
    { claims: { aud: ['client-1', 'b'] } },
  ],
  ['azp names another client', { claims: { azp: 'b' } }],
  ["by the server's own clock, and by this device's, it has expired (exp)", { claims: { exp: now() - 1200 } }],
  ['it is not signed (alg is none)', { alg: 'none' }],
  ['it is signed with a key that the server does not publish (kid)', { header: { kid: 'nobody' } }],
  ['its signature does not match', { key: 'foreign' }],
  ['its claims are nested too deeply', { claims: { deep: nested(100) } }],
])('the message says what is wrong in a sentence: %s', async (problem, idToken) => {
  const { poll } = await connect()
  expect(endOf(await poll(granted({}, idToken))).message).toContain(`The ID token was rejected: ${problem}. Nothing`)
})

const AGAIN = 'Start again; if it happens again,'
const REPORT = `${AGAIN} report it to whoever runs the server.`
const CHECK_CLIENT = `${AGAIN} check the client's settings.`

test.each<[string, GrantedIdToken, string]>([
  [
    'iss names “https://evil.example.com”, and the issuer is “SERVER”',
    { claims: { iss: 'https://evil.example.com' } },
    REPORT,
  ],
  ['its header demands extensions that are not supported (crit)', { header: { crit: ['b64'], b64: true } }, REPORT],
  ['aud is missing', { claims: { aud: undefined } }, REPORT],
  ['sub is unusable', { claims: { sub: '' } }, REPORT],
  ['its signature does not match', { key: 'foreign' }, REPORT],
  ['aud names another client', { claims: { aud: 'client-2' } }, CHECK_CLIENT],
  ['azp names another client', { claims: { azp: 'b' } }, CHECK_CLIENT],
  [
    'it has more audiences than this client (aud), and no azp that says which is in charge',
    { claims: { aud: ['client-1', 'b'] } },
    CHECK_CLIENT,
  ],
])('the message says who can mend it, the server or the client: %s', async (problem, idToken, advice) => {
  const { poll, server } = await connect()
  const { message } = endOf(await poll(granted({}, idToken)))
  const what = problem.replace('SERVER', server.issuer)
  expect(message).toBe(`The ID token was rejected: ${what}. Nothing was kept. ${advice}`)
})

test('an audience that is another one after a refresh is for the server to mend: this client is still in it', async () => {
  const { signIn, server, services } = await connect()
  const tokens = await signIn()
  server.script('token', granted({}, { claims: { aud: ['client-1', 'b'], azp: 'client-1' } }))
  expect(endOf(await services.refreshTokens(tokens)).message).toContain(
    `aud is not the same as before the refresh. Nothing was kept. ${REPORT}`,
  )
})

describe('the algorithm (H6)', () => {
  test('the one configured wins over what the server announces', async () => {
    const { poll, signIn } = await connect({ idTokenSignedResponseAlg: 'ES256' })
    expect(endOf(await poll(granted()))).toMatchObject({ reason: 'invalidIdToken', field: 'alg' })
    expect((await signIn(granted({}, { alg: 'ES256' }))).claims?.sub).toBe('person-1')
  })

  test.each(['PS256', 'ES256', 'EdDSA'] as const)('%s is accepted where the server announces it', async (alg) => {
    const { signIn } = await connect({ server: { metadata: { id_token_signing_alg_values_supported: [alg] } } })
    expect((await signIn(granted({}, { alg }))).claims?.sub).toBe('person-1')
  })

  test('RS256 is what is expected where nothing is announced', async () => {
    const { signIn, poll } = await connect({
      server: { metadata: { id_token_signing_alg_values_supported: undefined } },
    })
    expect((await signIn()).claims?.sub).toBe('person-1')
    expect(endOf(await poll(granted({}, { alg: 'ES256' })))).toMatchObject({ field: 'alg' })
  })

  test.each(['none', 'HS256'] as const)('%s is not accepted even where the server announces it', async (alg) => {
    const { poll } = await connect({ server: { metadata: { id_token_signing_alg_values_supported: ['RS256', alg] } } })
    expect(endOf(await poll(granted({}, { alg })))).toMatchObject({ reason: 'invalidIdToken', field: 'alg' })
  })
})

test.each<[string, Record<string, unknown>]>([
  ['several audiences', { aud: ['client-1', 'api'], azp: 'client-1' }],
  ['one', { azp: 'client-1' }],
  ['one, with null for nobody,', { azp: null }],
])('%s are accepted when this client is in charge', async (_what, claims) => {
  const { signIn } = await connect()
  expect((await signIn(granted({}, { claims }))).claims).toMatchObject(claims)
})

test('claims that are named like the way to a prototype are dropped, at every depth (attack X21)', async () => {
  const { signIn, server, services } = await connect()
  const hostile = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":1,"kept":[]}'
  const claims = `{"sub":"person-1","list":[${hostile}],"deep":{"er":${hostile}},${hostile.slice(1)}`
  const expected = { sub: 'person-1', list: [{ kept: [] }], deep: { er: { kept: [] } }, kept: [] }
  const tokens = await signIn(granted({}, { claims: JSON.parse(claims) }))
  const { iss: _iss, aud: _aud, iat: _iat, exp: _exp, ...others } = tokens.claims ?? {}
  expect(JSON.stringify(others)).toBe(JSON.stringify(expected))
  server.script('userinfo', { body: claims })
  expect(JSON.stringify(await services.fetchUserInfo(tokens))).toBe(JSON.stringify(expected))
  server.script('token', granted({}, { claims: JSON.parse(claims) }))
  expect(JSON.stringify(await services.refreshTokens(tokens))).not.toContain('polluted')
})

test('an algorithm that the platform does not know is named as the problem, not the key', async () => {
  const { poll } = await connect()
  onTestFinished(() => void vi.restoreAllMocks())
  vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('No', 'NotSupportedError'))
  const error = endOf(await poll(granted()))
  expect(error).toMatchObject({ reason: 'invalidIdToken', field: 'alg' })
  expect(error.message).toContain('it is signed with RS256 (alg), which cannot be verified here.')
})

test('a login for openid that brings no ID token is a login all the same', async () => {
  const { signIn } = await connect()
  const tokens = await signIn(granted({ id_token: undefined }))
  expect(tokens.accessToken.reveal()).toBe('access-token-1')
  expect(tokens).not.toHaveProperty('claims')
})
