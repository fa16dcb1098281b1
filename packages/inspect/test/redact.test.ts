import { generateKeyPairSync, webcrypto } from 'node:crypto'
import { Secret } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { redact } from '../src/index.ts'

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwZXJzb24tMSJ9.c2lnbmF0dXJl'

test.each([
  'device_code',
  'deviceCode',
  'DEVICE-CODE',
  'access_token',
  'Access Token',
  'refreshToken',
  'id_token',
  'id_token_hint',
  'client_secret',
  'clientAssertion',
  'code_verifier',
  'password',
  'Authorization',
  'Proxy-Authorization',
  'cookie',
  'Set-Cookie',
  'DPoP',
  'x-auth-token',
  'oldRefreshToken',
])('what is called %s is not told, whatever it is (H3)', (name) => {
  for (const value of ['s3cr3t', 42, ['s3cr3t'], { deep: ['s3cr3t'] }, new Secret('s3cr3t')]) {
    expect(redact({ [name]: value })).toEqual({ [name]: '[secret]' })
  }
  expect(redact(new Map([[name, 's3cr3t']]))).toEqual({ [name]: '[secret]' })
  expect(redact([[name, 's3cr3t']])).toEqual([[name, '[secret]']])
  expect(redact({ name, value: 's3cr3t' })).toEqual({ name, value: '[secret]' })
  expect(redact({ [name]: undefined })).toEqual({})
  expect(redact({ [name]: null })).toEqual({ [name]: null })
  expect(redact({ [name]: true })).toEqual({ [name]: true })
})

test('what the person is shown, and what is about secrets without being one, stays', () => {
  const shown = {
    userCode: 'WDJB-MJHT',
    user_code: 'WDJB-MJHT',
    verification_uri_complete: 'https://id.example.com/activate?user_code=WDJB-MJHT',
    tokenType: 'bearer',
    token_endpoint: 'https://id.example.com/token',
    accessTokenExpiresAt: 5,
    scope: 'openid profile',
    expiresAt: 5,
    token_type: 'Bearer',
    verificationUri: 'https://id.example.com/activate',
    codes: ['invalid_token', 'expired_token', 'use_dpop_nonce'],
    hasRefreshToken: true,
    dpop: false,
    d: 'not a key',
    error: 'expired_token',
    message: 'The code was not used in time. (expired_token: The code has expired)',
    challenge: 'Bearer error="invalid_token", error_description="The token is dead"',
    prose: 'Basic authentication is off, Bearer tokens are on. New tokens: two.',
  }
  expect(redact(shown)).toEqual(shown)
  const secrets = {
    tokens: { accessToken: new Secret('access-token-1'), ...shown },
    client_secret: ['client-secret-1'],
  }
  expect(redact({ ...secrets, shown })).toMatchObject({ tokens: shown, shown })
})

test("the chart's own authorization is what the person is shown, around a secret", () => {
  const authorization = { deviceCode: new Secret('device-code-1'), userCode: 'WDJB-MJHT' }
  expect(redact({ authorization })).toEqual({ authorization: { deviceCode: '[secret]', userCode: 'WDJB-MJHT' } })
})

test("the chart's own tokens are what is known of them, around secrets", () => {
  const about = { tokenType: 'DPoP', scope: 'openid', expiresAt: 5, receivedAt: 4, claims: { name: 'Ada' } }
  const tokens = { ...about, accessToken: new Secret('access-token-1'), refreshToken: new Secret('refresh-token-1') }
  const told = { tokens: { ...about, accessToken: '[secret]', refreshToken: '[secret]' } }
  expect(redact({ tokens })).toEqual(told)
  expect(redact(told)).toEqual(told)
})

test.each(['tokens', 'access_tokens', 'refreshTokens', 'secrets', 'cookies', 'passwords', 'apiKeys'])(
  'several secrets are as secret as one: %s',
  (name) => {
    for (const value of [['s3cr3t'], { access: 's3cr3t' }, 's3cr3t']) {
      expect(redact({ [name]: value })).toEqual({ [name]: '[secret]' })
    }
  },
)

test.each([
  ['in a list', ['opaque-value']],
  ['in an object', { value: 'opaque-value', deep: [{ more: 5 }] }],
  ['in a map', new Map([['value', 'opaque-value']])],
])('a secret that is known %s is masked elsewhere, too', (_where, access_token) => {
  expect(redact({ note: 'tried opaque-value', access_token })).toEqual({
    note: 'tried [secret]',
    access_token: '[secret]',
  })
})

test('headers whose names and values take turns, as in Node, are told without secrets', () => {
  const rawHeaders = ['Accept', '*/*', 'Set-Cookie', 'sid=1', 'DPoP', 'proof', 'X-Auth-Token', 'abc', 'Via', 'x']
  expect(redact({ rawHeaders })).toEqual({
    rawHeaders: ['Accept', '*/*', 'Set-Cookie', '[secret]', 'DPoP', '[secret]', 'X-Auth-Token', '[secret]', 'Via', 'x'],
  })
  const fields = ['user', 'password', 'remember']
  expect(redact({ fields })).toEqual({ fields })
})

test('private parts of a JSON Web Key are not told, its public ones are', async () => {
  const { privateKey } = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
  const { d, ...publicKey } = await webcrypto.subtle.exportKey('jwk', privateKey)
  expect(d).toBeTruthy()
  expect(redact({ d, ...publicKey })).toMatchObject({ d: '[secret]', x: publicKey.x, crv: 'P-256' })
  expect(redact({ kty: 'oct', k: 'a2V5' })).toEqual({ kty: 'oct', k: '[secret]' })
  expect(redact({ key: privateKey })).toEqual({ key: '[CryptoKey]' })
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })
  expect(redact(`key:\n${pem}the end`)).toBe('key:\n[secret]\nthe end')
})

test.each([
  ['a signed JWT', `say ${jwt}, please`, 'say [secret], please'],
  ['an unsigned JWT', `${jwt.slice(0, jwt.lastIndexOf('.'))}.`, '[secret]'],
  ['a JWE', `${jwt}.YWJj.ZGVm`, '[secret]'],
  ['a JWE with a direct key', 'eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn', '[secret]'],
  ['a JWT that is cut off', jwt.slice(0, 40), '[secret]'],
  ['a JWT whose header has spaces', 'eyAiYWxnIjogIm5vbmUiIH0.eyJhIjoxfQ.', '[secret]'],
  ['a JWT in a URL', `https://x.example/#id=${jwt}&y=1`, 'https://x.example/#id=[secret]&y=1'],
  ['a bearer credential', 'Authorization=Bearer abc.def-ghi~j/k== (sent)', 'Authorization=[secret] [secret] (sent)'],
  ['a DPoP credential', 'sent dpop abcdef', 'sent dpop [secret]'],
  ['a basic credential', 'Basic Y2xpZW50OnNlY3JldA==', 'Basic [secret]'],
  ['a header', 'GET / HTTP/1.1\nCookie: a=b; c=d\nAccept: */*', 'GET / HTTP/1.1\nCookie: [secret]\nAccept: */*'],
  ['a form', 'x=1&access_token=abc&y=2', 'x=1&access_token=[secret]&y=2'],
  [
    'a form in a URL',
    'https://x.example/?next=a%3Faccess_token%3Dabc',
    'https://x.example/?next=a%3Faccess_token%3D[secret]',
  ],
  ['a user in a URL', 'https://me:hunter2@x.example/', 'https://[secret]@x.example/'],
  ['JSON in a sentence', 'got {"refresh_token": "a b", "x": 1}', 'got {"refresh_token": "[secret]", "x": 1}'],
  [
    'JSON in JSON in a sentence',
    String.raw`got "{\"device_code\":\"a b\",\"x\":1}"`,
    String.raw`got "{\"device_code\":\"[secret]\",\"x\":1}"`,
  ],
  ['JSON that is cut off', '{"x":1,"access_token":"abc', '{"x":1,"access_token":"[secret]"'],
  ['a nested value that is cut off', '{"x":1,"token":{"a":"b', '{"x":1,"token":[secret]'],
  ['what util.inspect prints', "{ clientSecret: 'a b', x: 1 }", "{ clientSecret: '[secret]', x: 1 }"],
  ['a key in a sentence', 'key: {"kty":"EC","x":"a","d":"b c"}', 'key: {"kty":"EC","x":"a","d":"[secret]"}'],
  ['a key with many primes', 'key={"kty":"RSA","oth":[{"r":"a"}]}', 'key={"kty":"RSA","oth":[secret]'],
  ['a key that util.inspect prints', "key: { kty: 'oct', k: 'a' }", "key: { kty: 'oct', k: '[secret]' }"],
  [
    'a key in JSON in a sentence',
    String.raw`got "{\"d\":\"a\",\"kty\":\"EC\"}"`,
    String.raw`got "{\"d\":\"[secret]\",\"kty\":\"EC\"}"`,
  ],
  ['a line of YAML', 'password: abc\nx: 1', 'password: [secret]\nx: 1'],
  ['an assertion in a log', 'client_assertion: abc', 'client_assertion: [secret]'],
  ['a name in camel case', 'refreshToken: abc', 'refreshToken: [secret]'],
  ['XML', '<x:access_token>a b</x:access_token><y>1</y>', '<x:access_token>[secret]</x:access_token><y>1</y>'],
  [
    'a form in parts',
    'Content-Disposition: form-data; name="device_code"\r\nContent-Type: text/plain\r\n\r\nabc d\r\n--b--',
    'Content-Disposition: form-data; name="device_code"\r\nContent-Type: text/plain\r\n\r\n[secret]\r\n--b--',
  ],
  ['a line of a log', 'refresh_token: abc (rotated)', 'refresh_token: [secret] (rotated)'],
])('a secret within a text is not told: %s', (_what, text, expected) => {
  expect(redact(text)).toBe(expected)
  expect(redact({ why: text })).toEqual({ why: expected })
})

test('JSON in a string stays JSON in a string', () => {
  const json = JSON.stringify({ invoke: { input: { client_secret: 'abc' } }, list: [jwt] })
  expect(redact({ definition: json })).toEqual({
    definition: '{"invoke":{"input":{"client_secret":"[secret]"}},"list":["[secret]"]}',
  })
  expect(redact(JSON.stringify({ inner: json }))).not.toContain('abc')
})

test('more names can be said to be secret', () => {
  const event = {
    type: 'start',
    request: { parameters: { otp: '123456', acr_values: 'mfa' } },
    sent: 'acr=1&otp=123456',
  }
  expect(redact(event, { secretNames: ['otp'] })).toEqual({
    type: 'start',
    request: { parameters: { otp: '[secret]', acr_values: 'mfa' } },
    sent: 'acr=1&otp=[secret]',
  })
})

test('a secret that is known in one place is masked in all others, before and after it, also as a name', () => {
  const value = 'opaque+/token=='
  const told = redact({
    error: new Error(`no ${value} here`),
    url: `https://x.example/${encodeURIComponent(value)}`,
    [value]: 1,
    tokens: { accessToken: new Secret(value), tokenType: 'DPoP' },
    list: [value],
  })
  expect(told).toEqual({
    error: { name: 'Error', message: 'no [secret] here' },
    url: 'https://x.example/[secret]',
    '[secret]': '[secret]',
    tokens: { accessToken: '[secret]', tokenType: 'DPoP' },
    list: ['[secret]'],
  })
})

test('a secret too short to be told from other text is masked where it stands, and nowhere else', () => {
  expect(redact({ password: 'open', note: 'open the window' })).toEqual({
    password: '[secret]',
    note: 'open the window',
  })
})

test('plain words under a secret name are masked where they stand, and nowhere else', () => {
  expect(redact({ errors: { password: 'required field' }, note: 'this is a required field' })).toEqual({
    errors: { password: '[secret]' },
    note: 'this is a required field',
  })
})
