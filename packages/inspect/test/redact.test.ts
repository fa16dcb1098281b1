import { generateKeyPairSync, webcrypto } from 'node:crypto'
import { DeviceFlowError, deviceFlowMachine, Secret, TransientFault } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { createActor } from 'xstate'
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
  for (const value of ['s3cr3t', 42, true, ['s3cr3t'], { deep: ['s3cr3t'] }, new Secret('s3cr3t')]) {
    expect(redact({ [name]: value })).toEqual({ [name]: '[secret]' })
  }
  expect(redact(new Map([[name, 's3cr3t']]))).toEqual({ [name]: '[secret]' })
  expect(redact([[name, 's3cr3t']])).toEqual([[name, '[secret]']])
  expect(redact({ name, value: 's3cr3t' })).toEqual({ name, value: '[secret]' })
  expect(redact({ [name]: undefined })).toEqual({})
  expect(redact({ [name]: null })).toEqual({ [name]: null })
})

test('what the person is shown, and what is about secrets without being one, stays', () => {
  const shown = {
    userCode: 'WDJB-MJHT',
    user_code: 'WDJB-MJHT',
    verification_uri_complete: 'https://id.example.com/activate?user_code=WDJB-MJHT',
    tokenType: 'bearer',
    token_endpoint: 'https://id.example.com/token',
    accessTokenExpiresAt: 5,
    tokens: { scope: 'openid', expiresAt: 5 },
    d: 'not a key',
    error: 'expired_token',
    message: 'The code was not used in time. (expired_token: The code has expired)',
    challenge: 'Bearer error="invalid_token", error_description="The token is dead"',
    prose: 'Basic authentication is off, Bearer tokens are on. New tokens: two.',
  }
  expect(redact(shown)).toEqual(shown)
})

test("the chart's own authorization is what the person is shown, around a secret", () => {
  const authorization = { deviceCode: new Secret('device-code-1'), userCode: 'WDJB-MJHT' }
  expect(redact({ authorization })).toEqual({ authorization: { deviceCode: '[secret]', userCode: 'WDJB-MJHT' } })
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
    tokens: { accessToken: new Secret(value) },
    list: [value],
  })
  expect(told).toEqual({
    error: { name: 'Error', message: 'no [secret] here' },
    url: 'https://x.example/[secret]',
    '[secret]': '[secret]',
    tokens: { accessToken: '[secret]' },
    list: ['[secret]'],
  })
})

test('a secret too short to be told from other text is masked where it stands, and nowhere else', () => {
  expect(redact({ password: 'open', note: 'open the window' })).toEqual({
    password: '[secret]',
    note: 'open the window',
  })
})

test('errors keep what a replay needs: name, message, details and cause', () => {
  const cause = new TransientFault('rate_limited', 'Too many', { receivedAt: 5, retryAfterMs: 7, status: 429 })
  const error = new DeviceFlowError('refused', 'No', {
    error: 'mfa_required',
    errorDescription: 'x',
    field: 'y',
    cause,
  })
  expect(redact(error)).toEqual({
    name: 'DeviceFlowError',
    message: 'No',
    reason: 'refused',
    error: 'mfa_required',
    errorDescription: 'x',
    field: 'y',
    cause: {
      name: 'TransientFault',
      message: 'Too many',
      reason: 'rate_limited',
      receivedAt: 5,
      retryAfterMs: 7,
      status: 429,
    },
  })
  expect(redact(new AggregateError([new Error('a')], 'b'))).toMatchObject({ errors: [{ message: 'a' }] })
  expect(redact(new DOMException('a', 'AbortError'))).toMatchObject({ name: 'AbortError', message: 'a' })
})

test("what is no JSON is told in words, and never in another's", () => {
  const form = new FormData()
  form.append('device_code', 'abc')
  form.append('x', '1')
  form.append('x', '2')
  expect(
    redact({
      nan: Number.NaN,
      infinite: Number.NEGATIVE_INFINITY,
      zero: -0,
      big: 12n,
      undefined,
      symbol: Symbol('s'),
      run: () => {},
      list: [undefined, () => {}],
      date: new Date(0),
      noDate: new Date(Number.NaN),
      url: new URL('https://x.example/?token=abc'),
      headers: new Headers({ authorization: 'Basic abc', accept: '*/*' }),
      query: new URLSearchParams('id_token=abc&x=1'),
      form,
      set: new Set(['a', new Secret('b')]),
      map: new Map<unknown, unknown>([
        [{}, 1],
        ['__proto__', 2],
        ['a', 3],
      ]),
      bytes: new Uint8Array([1, 2, 3]),
      buffer: Buffer.from('abc'),
      array: new ArrayBuffer(4),
      promise: Promise.resolve('abc'),
      weak: new WeakMap(),
      pattern: /a/g,
    }),
  ).toEqual({
    nan: 'NaN',
    infinite: '-Infinity',
    zero: 0,
    big: '12',
    list: [null, null],
    date: '1970-01-01T00:00:00.000Z',
    noDate: null,
    url: 'https://x.example/?token=[secret]',
    headers: { authorization: '[secret]', accept: '*/*' },
    query: { id_token: '[secret]', x: '1' },
    form: { device_code: '[secret]', x: ['1', '2'] },
    set: ['a', '[secret]'],
    map: { '[Object]': 1, a: 3 },
    bytes: '[Uint8Array: 3 bytes]',
    buffer: '[Uint8Array: 3 bytes]',
    array: '[ArrayBuffer: 4 bytes]',
    promise: '[Promise]',
    weak: '[WeakMap]',
    pattern: '/a/g',
  })
  expect(redact(undefined)).toBeNull()
})

function trap(): never {
  throw new Error('no')
}

test('what throws when it is looked at is called unreadable, and what holds itself circular', () => {
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  const knot: Record<string, unknown> = { a: 1 }
  knot['self'] = knot
  const told = redact({
    getter: Object.defineProperty({ x: 1 }, 'y', { enumerable: true, get: trap }),
    proxy: new Proxy({}, { ownKeys: trap, getPrototypeOf: trap }),
    revoked: revoked.proxy,
    json: { toJSON: trap },
    knot,
  })
  expect(told).toEqual({
    getter: { x: 1, y: '[unreadable]' },
    proxy: '[unreadable]',
    revoked: '[unreadable]',
    json: '[unreadable]',
    knot: { a: 1, self: '[circular]' },
  })
})

test('a `__proto__` out of JSON changes nothing', () => {
  const told = redact(JSON.parse('{"__proto__":{"polluted":true},"a":{"__proto__":1}}'))
  expect(Object.keys(told as object)).toEqual(['a'])
  expect((told as { polluted?: unknown }).polluted).toBeUndefined()
})

test('what is too deep, too long or too much is bounded, and stays so', () => {
  let deep: unknown = 'bottom'
  for (let depth = 0; depth < 10_000; depth++) deep = { deep }
  let twice: unknown = ['leaf']
  for (let depth = 0; depth < 30; depth++) twice = [twice, twice]
  const long = 'word '.repeat(100_000)
  const unbroken = `token: ${'x'.repeat(99_980)}${jwt}`
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, index]))
  const told = redact({ deep, long, unbroken, many, list: Array(5000).fill(1), twice }) as Record<string, object>
  expect(JSON.stringify(told['deep']).length).toBeLessThan(1000)
  expect(JSON.stringify(told['twice']).length).toBeLessThan(1_000_000)
  expect(told['long']).toMatch(/ word \[… 500000 characters\]$/)
  expect(told['unbroken']).not.toContain('eyJ')
  expect(Object.keys(told['many'] ?? {})).toHaveLength(1000)
  expect((told['list'] as unknown[]).at(-1)).toBe('[… 4001 more]')
  expect(redact(told)).toEqual(told)
})

test('hostile text does not take long', () => {
  const texts = [
    'eyJ'.repeat(33_000),
    '\\'.repeat(99_000),
    'ewo'.repeat(33_000),
    `token${' '.repeat(99_000)}`,
    '://a:'.repeat(19_000),
  ]
  const startedAt = performance.now()
  for (const text of texts) redact(text)
  // A pattern that goes back and forth would take minutes.
  expect(performance.now() - startedAt).toBeLessThan(10_000)
}, 60_000)

test('an actor is told by its ids and its snapshot', () => {
  const actor = createActor(deviceFlowMachine).start()
  expect(redact({ actor })).toEqual({
    actor: { id: actor.id, sessionId: actor.sessionId, snapshot: redact(actor.getSnapshot()) },
  })
  expect(redact(actor.getSnapshot())).toMatchObject({ value: 'idle', status: 'active' })
})

test("a chart's definition comes out as XState tells it", () => {
  expect(redact(deviceFlowMachine.definition)).toEqual(JSON.parse(JSON.stringify(deviceFlowMachine.definition)))
})
