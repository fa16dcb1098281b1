import { DeviceFlowError, deviceFlowMachine, Secret, TransientFault } from '@device-flow/machine'
import { expect, test } from 'vitest'
import { createActor } from 'xstate'
import { redact } from '../src/index.ts'

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwZXJzb24tMSJ9.c2lnbmF0dXJl'

test('errors keep what a replay needs: name, message, details and cause', () => {
  const cause = new TransientFault('rateLimited', 'Too many', { receivedAt: 5, retryAfterMs: 7, status: 429 })
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
      reason: 'rateLimited',
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
  knot.self = knot
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
  expect(JSON.stringify(told.deep).length).toBeLessThan(1000)
  expect(JSON.stringify(told.twice).length).toBeLessThan(1_000_000)
  expect(told.long).toMatch(/ word \[… 500000 characters\]$/)
  expect(told.unbroken).not.toContain('eyJ')
  expect(Object.keys(told.many ?? {})).toHaveLength(1000)
  expect((told.list as unknown[]).at(-1)).toBe('[… 4001 more]')
  expect(redact(told)).toEqual(told)
})

test('an actor is told by its ids and its snapshot', () => {
  const actor = createActor(deviceFlowMachine).start()
  expect(redact({ actor })).toEqual({
    actor: { id: actor.id, sessionId: actor.sessionId, snapshot: redact(actor.getSnapshot()) },
  })
  expect(redact(actor.getSnapshot())).toMatchObject({ value: { idle: 'ready' }, status: 'active' })
})

test("a chart's definition comes out as XState tells it", () => {
  expect(redact(deviceFlowMachine.definition)).toEqual(JSON.parse(JSON.stringify(deviceFlowMachine.definition)))
})
