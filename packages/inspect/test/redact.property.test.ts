import { DeviceFlowError, Secret } from '@device-flow/machine'
import { createCanaries, findCanaries } from '@device-flow/testing'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { redact } from '../src/index.ts'

/** Generous: it is the machine that is slow, never the test that hangs. */
const TIMEOUT_MS = 60_000

const base64url = (text: string): string => Buffer.from(text).toString('base64url')

/** Secrets of all kinds, of which every one can be found again. */
function secrets() {
  const opaque = createCanaries()
  const idToken = `${base64url('{"alg":"RS256"}')}.${base64url(`{"sub":"${opaque.idToken}"}`)}.${base64url(opaque.idToken)}`
  const { accessToken: keyD, refreshToken: otp, clientSecret: basic } = createCanaries()
  return { ...opaque, idToken, keyD, otp, basic }
}

type Secrets = ReturnType<typeof secrets>

/** All the ways to hold a secret so that it can be known as one. */
const holders: ((secret: Secrets) => unknown)[] = [
  ({ deviceCode }) => ({ deviceCode: new Secret(deviceCode) }),
  ({ deviceCode }) => ({ device_code: deviceCode, interval: 5 }),
  ({ accessToken }) => new Secret(accessToken),
  ({ accessToken }) => ({ 'Access-Token': [accessToken, { again: accessToken }] }),
  ({ refreshToken }) => new Map([['refresh_token', refreshToken]]),
  ({ refreshToken }) => new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  ({ refreshToken }) => `POST grant_type=refresh_token&refresh_token=${encodeURIComponent(refreshToken)}&client_id=tv`,
  ({ idToken }) => idToken,
  ({ idToken }) => `expected a nonce in ${idToken}, found none`,
  ({ idToken }) => ({ [idToken]: 1 }),
  ({ idToken }) => new URL(`https://x.example/end?hint=${idToken}`),
  ({ clientSecret }) => ({ invoke: { input: { clientSecret } } }),
  ({ clientSecret }) => JSON.stringify({ states: { a: { meta: { client_secret: clientSecret } } } }),
  ({ clientSecret }) => `got ${JSON.stringify({ x: 1, client_secret: clientSecret })}`,
  ({ basic }) => new Headers({ authorization: `Basic ${Buffer.from(`tv:${basic}`).toString('base64')}` }),
  ({ basic }) => `sent Basic ${Buffer.from(`tv:${basic}`).toString('base64')}`,
  ({ accessToken }) => ({ text: `sent Bearer ${accessToken}` }),
  ({ keyD }) => ({ kty: 'EC', crv: 'P-256', x: 'x', d: keyD }),
  ({ keyD }) => ({ keys: [{ d: keyD, kty: 'OKP' }] }),
  ({ otp }) => ({ request: { parameters: { otp } } }),
  ({ otp }) => [['otp', otp]],
  ({ otp }) => ({ name: 'otp', value: otp }),
  ({ deviceCode }) => new DeviceFlowError('refused', 'no', { cause: Object.assign(new Error('no'), { deviceCode }) }),
]

/** Where nothing marks the secret, but a `Secret` elsewhere in the value gives it away. */
const echoes: ((secret: Secrets) => unknown)[] = [
  ({ accessToken }) => new Error(`the server said: ${accessToken}`),
  ({ deviceCode }) => [deviceCode],
  ({ refreshToken }) => ({ [refreshToken]: true }),
  ({ accessToken }) => new URL(`https://x.example/${encodeURIComponent(accessToken)}`),
  ({ deviceCode }) => JSON.stringify({ innocent: deviceCode }),
  ({ refreshToken }) => new Set([refreshToken]),
]

const givesAway = ({ deviceCode, accessToken, refreshToken }: Secrets): unknown => ({
  late: [new Secret(deviceCode), { nested: new Secret(accessToken) }, new Secret(refreshToken)],
})

const wrap: ((inner: unknown, name: string) => unknown)[] = [
  (inner, name) => ({ [name]: inner }),
  (inner) => [1, inner, 'x'],
  (inner, name) => new Map([[name, inner]]),
  (inner) => new Set([inner]),
  (inner) => new Error('with a cause', { cause: inner }),
  (inner, name) => Object.assign(new Error('with details'), { [name]: inner }),
  (inner, name) => ({ type: name, output: inner }),
  (inner) => ({ toJSON: () => ({ inner }) }),
  (inner, name) => Object.assign(Object.create(null), { [name]: inner }),
  (inner) => Object.defineProperty({}, 'lazy', { enumerable: true, get: () => inner }),
  (inner) => (typeof inner === 'string' ? JSON.stringify({ inner }) : inner),
]

const name = fc.oneof(fc.constantFrom('context', 'data', 'status', 'value', 'input', 'error'), fc.string())
const layers = fc.array(fc.tuple(fc.constantFrom(...wrap), name), { maxLength: 8 })
const place = fc.tuple(fc.nat(), layers)

function nested(content: unknown, around: [(inner: unknown, name: string) => unknown, string][]): unknown {
  return around.reduce((inner, [layer, under]) => layer(inner, under), content)
}

test(
  'no secret is told, wherever it is held (H3)',
  () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 12 }), (places) => {
        const secret = secrets()
        const value = places.map(([which, around]) => nested(holders[which % holders.length]?.(secret), around))
        expect(findCanaries(JSON.stringify(redact(value, { secretNames: ['otp'] })), secret)).toEqual([])
      }),
      { numRuns: 100 },
    )
  },
  TIMEOUT_MS,
)

test(
  'a secret that is given away once is told nowhere (H3)',
  () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 6 }), layers, fc.boolean(), (places, around, isFirst) => {
        const secret = secrets()
        const marked = nested(givesAway(secret), around)
        const rest = places.map(([which, layer]) => nested(echoes[which % echoes.length]?.(secret), layer))
        expect(findCanaries(JSON.stringify(redact(isFirst ? [marked, rest] : [rest, marked])), secret)).toEqual([])
      }),
      { numRuns: 100 },
    )
  },
  TIMEOUT_MS,
)

const fragment = fc.oneof(
  fc.constantFrom(
    '[secret]',
    '<token>',
    'd: "',
    'kty',
    'active',
    'name="token"\n\n',
    'Bearer ',
    'Basic ',
    'access_token',
    'token',
    'cookie: ',
    'password',
    '[…]',
    '%3D',
    '\\',
  ),
  fc.constantFrom(...'=:"\'{}[],&~.@ \n', '://', 'eyJhbGciOiJub25lIn0', '-----BEGIN PRIVATE KEY-----'),
  fc.string({ maxLength: 6 }),
)
const text = fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join(''))
const anything = fc.anything({
  key: fc.oneof(
    text,
    fc.constantFrom(
      'tokens',
      'status',
      'tags',
      'states',
      'on',
      'order',
      'key',
      'source',
      'actions',
      'tokenType',
      'token',
      'kty',
      'd',
      'name',
      'value',
      'toJSON',
      '__proto__',
      'userCode',
      'authorization',
    ),
  ),
  values: [
    text,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.bigInt(),
    fc.date({ noInvalidDate: false }),
  ],
  withBigInt: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  maxDepth: 5,
})

test(
  'redacting never fails, gives plain JSON, and twice is once',
  () => {
    fc.assert(
      fc.property(anything, (value) => {
        const once = redact(value)
        expect(JSON.parse(JSON.stringify(once))).toEqual(once)
        expect(redact(once)).toEqual(once)
      }),
      { numRuns: 500 },
    )
  },
  TIMEOUT_MS,
)
