import { deviceAuthorized } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, errorOf, nestedJson } from '../support.ts'

const HOUR_MS = 3_600_000

test('a person gets a code and where to enter it, with absolute times', async () => {
  const { request, clock } = await connect({ server: { interval: 7, expiresIn: 900 } })
  const authorization = await request()
  expect(authorization).toMatchObject({
    userCode: 'WDJB-MJHT',
    intervalMs: 7000,
    expiresAt: clock.now() + 900_000,
    receivedAt: clock.now(),
  })
  expect(authorization.deviceCode.reveal()).toBe('device-code-1')
  expect(authorization.verificationUriComplete).toBe(`${authorization.verificationUri}?user_code=WDJB-MJHT`)
})

test('the lifetime counts from the sending of the request (A3)', async () => {
  const { answerRequest, clock } = await connect()
  const sentAt = clock.now()
  const { expiresAt, receivedAt } = await answerRequest(async () => {
    await clock.advance(4000)
    return deviceAuthorized({ expires_in: 60 })
  })
  expect(receivedAt).toBe(sentAt + 4000)
  expect(expiresAt).toBe(sentAt + 60_000)
})

describe('a missing or unusable member is named (A1)', () => {
  const missing = ['device_code', 'user_code', 'verification_uri', 'expires_in'].flatMap((field) =>
    [undefined, null, '', [], {}, true].map((value): [string, unknown] => [field, value]),
  )
  test.each<[string, unknown]>([
    ...missing,
    ['expires_in', 0],
    ['expires_in', -5],
    ['expires_in', 'soon'],
    ['expires_in', '900abc'],
    ['expires_in', [900]],
    ['device_code', 5],
    ['user_code', '   '],
    ['user_code', '\u3164\u3164\u3164'],
    ['user_code', '\u00A0\u2003'],
    ['user_code', 'A'.repeat(129)],
    ['verification_uri', 'https://id.example.com/'.padEnd(2049, 'x')],
  ])('%s: %j', async (field, value) => {
    const { answerRequest } = await connect()
    const error = await errorOf(answerRequest(deviceAuthorized({ [field]: value })))
    expect(error).toMatchObject({ reason: 'invalidResponse', field, status: 200 })
    expect(error.message).toContain(` answered with ${value === undefined ? 'no' : 'an unusable'} ${field}`)
  })

  test('one under another name is there, too', async () => {
    const { answerRequest } = await connect()
    const members = { verification_uri: undefined, verification_url: 'javascript:0' }
    const error = await errorOf(answerRequest(deviceAuthorized(members)))
    expect(error.message).toContain(' answered with an unusable verification_uri')
  })
})

test.each(['device_code', 'user_code', 'verification_uri', 'expires_in'])(
  '%s: 100 000 lists in each other are named as unusable (A1)',
  async (field) => {
    const { answerRequest } = await connect()
    const others = { device_code: 'dc', user_code: 'WDJB', verification_uri: 'https://id.example.com/', expires_in: 60 }
    expect(await errorOf(answerRequest({ body: nestedJson(others, field) }))).toMatchObject({
      reason: 'invalidResponse',
      field,
    })
  },
)

test.each<[unknown, string]>([
  [123456, '123456'],
  [Number.MAX_SAFE_INTEGER, '9007199254740991'],
])('a user_code that is the number %j is shown as its digits', async (code, shown) => {
  const { answerRequest } = await connect()
  expect(await answerRequest(deviceAuthorized({ user_code: code }))).toMatchObject({ userCode: shown })
})

test.each([0, 2 ** 53, -123456, 1234.5, 1e21])(
  'a user_code that is %j has no digits to be sure of: it is named as unusable (A1)',
  async (code) => {
    const { answerRequest } = await connect()
    await expect(answerRequest(deviceAuthorized({ user_code: code }))).rejects.toMatchObject({ field: 'user_code' })
  },
)

test.each<[unknown, number | undefined]>([
  [undefined, undefined],
  [null, undefined],
  [0, undefined],
  [-1, undefined],
  ['', undefined],
  ['soon', undefined],
  [{}, undefined],
  ['5', 5000],
  ['12', 12_000],
  [0.2, 200],
  [1, 1000],
  [310, 310_000],
  ['3600', HOUR_MS],
  [1e12, 1e15],
])('an interval of %j means %s ms; what to make of that, the chart knows (A2)', async (interval, intervalMs) => {
  const { answerRequest } = await connect()
  expect((await answerRequest(deviceAuthorized({ interval }))).intervalMs).toBe(intervalMs)
})

test.each<[unknown, number]>([
  ['900', 900_000],
  [1e9, 24 * HOUR_MS],
])('a lifetime of %j is understood, up to a day (A3)', async (value, ms) => {
  const { answerRequest, clock } = await connect()
  expect((await answerRequest(deviceAuthorized({ expires_in: value }))).expiresAt).toBe(clock.now() + ms)
})

test.each([undefined, null, ''])(
  'servers that say verification_url, and verification_uri as %j, are understood (A4)',
  async (absent) => {
    const { answerRequest } = await connect()
    const google = { verification_uri: absent, verification_uri_complete: absent }
    const uri = 'https://www.google.com/device'
    const authorization = await answerRequest(
      deviceAuthorized({ ...google, verification_url: uri, verification_url_complete: `${uri}?c=1` }),
    )
    expect(authorization).toMatchObject({ verificationUri: uri, verificationUriComplete: `${uri}?c=1` })
    const short = await answerRequest(deviceAuthorized({ ...google, verification_url: uri }))
    expect(short).not.toHaveProperty('verificationUriComplete')
  },
)

test('an answer in form encoding is understood (C4)', async () => {
  const { answerRequest } = await connect()
  const form = {
    device_code: 'dc',
    user_code: 'ABCD-1234',
    verification_uri: 'https://github.com/login/device',
    expires_in: '899',
    interval: '5',
  }
  expect(await answerRequest({ form })).toMatchObject({ userCode: 'ABCD-1234', intervalMs: 5000 })
})
