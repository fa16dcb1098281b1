import { deviceAuthorized, empty, html, huge, oauthError, redirect, retryAfter, slowDown } from '@device-flow/testing'
import type { AnswerSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, errorOf, faultOf, nestedJson } from './support.ts'

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
    expect(error).toMatchObject({ reason: 'invalid_response', field, status: 200 })
    expect(error.message).toContain(field)
  })
})

test.each(['device_code', 'user_code', 'verification_uri', 'expires_in'])(
  '%s: 100 000 lists in each other are named as unusable (A1)',
  async (field) => {
    const { answerRequest } = await connect()
    const others = { device_code: 'dc', user_code: 'WDJB', verification_uri: 'https://id.example.com/', expires_in: 60 }
    expect(await errorOf(answerRequest({ body: nestedJson(others, field) }))).toMatchObject({
      reason: 'invalid_response',
      field,
    })
  },
)

describe('hostile text is refused before it can be shown (H1, H2)', () => {
  const hostile = {
    'an escape sequence': '\u001B[2J',
    'a bell': '\u0007',
    'a line break': '\n',
    'a C1 control': '\u009B',
    DEL: '\u007F',
    'a bidi override': '\u202E',
    'a bidi isolate': '\u2066',
    'a right-to-left mark': '\u200F',
    'an Arabic letter mark': '\u061C',
    'a zero-width space': '\u200B',
    'a line separator': '\u2028',
    'a paragraph separator': '\u2029',
    'a Hangul filler': '\u3164',
    'a Hangul choseong filler': '\u115F',
    'a half-width Hangul filler': '\uFFA0',
    'a grapheme joiner': '\u034F',
    'a Mongolian variation selector': '\u180B',
    'a variation selector': '\uFE0F',
    'a tag': '\u{E0041}',
    'a blank Braille pattern': '\u2800',
    'half a surrogate pair': '\uD800',
    'a private character': '\uE000',
  }
  test.each(Object.entries(hostile))('%s in the user code or URI', async (_what, character) => {
    const { answerRequest } = await connect()
    const code = answerRequest(deviceAuthorized({ user_code: `WDJB${character}MJHT` }))
    expect(await errorOf(code)).toMatchObject({ reason: 'invalid_response', field: 'user_code' })
    const uri = answerRequest(deviceAuthorized({ verification_uri: `https://id.example.com/a${character}b` }))
    expect(await errorOf(uri)).toMatchObject({ reason: 'invalid_response', field: 'verification_uri' })
    const complete = await answerRequest(
      deviceAuthorized({ verification_uri_complete: `https://id.example.com/?c=${character}` }),
    )
    expect(complete).not.toHaveProperty('verificationUriComplete')
  })

  test.each(Object.entries(hostile))('%s in an error is left out', async (_what, character) => {
    const { answerRequest } = await connect()
    const said = `A${character}B`
    const page = `https://id.example.com/${character}`
    const error = await errorOf(answerRequest(oauthError(said, { description: said, uri: page })))
    for (const text of [error.error, error.errorDescription, error.message]) {
      expect(text).toMatch(/A ?(?:\[2J)?B/)
      expect(text).not.toContain(character)
    }
    expect(error.errorUri).toBeUndefined()
  })

  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://host/share',
    '-x',
    '|calc',
    'id.example.com/activate',
    'https://you@evil.example.com/',
  ])('the verification URI %s is refused; as a complete one it is left out (H1)', async (uri) => {
    const { answerRequest } = await connect()
    const refused = answerRequest(deviceAuthorized({ verification_uri: uri }))
    expect(await errorOf(refused)).toMatchObject({ reason: 'invalid_response', field: 'verification_uri' })
    const authorization = await answerRequest(deviceAuthorized({ verification_uri_complete: uri }))
    expect(authorization).not.toHaveProperty('verificationUriComplete')
    expect(authorization.userCode).toBe('WDJB-MJHT')
  })
})

test.each<[unknown, number]>([
  [undefined, 5000],
  [null, 5000],
  [0, 5000],
  [-1, 5000],
  ['', 5000],
  ['soon', 5000],
  [{}, 5000],
  ['5', 5000],
  ['12', 12_000],
  [0.2, 1000],
  [1, 1000],
  [310, 310_000],
  ['3600', HOUR_MS],
  [1e12, 24 * HOUR_MS],
])('an interval of %j means %i ms (A2)', async (interval, intervalMs) => {
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

describe('what is not OAuth ends at once with its status (A1)', () => {
  test.each<[string, AnswerSource, number]>([
    ['a page', html(200), 200],
    ['an empty body', empty(200), 200],
    ['null', { body: 'null' }, 200],
    ['a list', { body: ['x'] }, 200],
    ['a text', { body: '"device_code"' }, 200],
    ['cut-off JSON', { body: '{"device_code":"secret-device-code","user_' }, 200],
    ['a bare 400', empty(400), 400],
  ])('%s', async (_what, answer, status) => {
    const { answerRequest } = await connect()
    const error = await errorOf(answerRequest(answer))
    expect(error).toMatchObject({ reason: 'invalid_response', status })
    expect(error.message).not.toContain('secret-device-code')
  })

  test('a page is quoted, cleaned and short', async () => {
    const { answerRequest } = await connect()
    const page = `<html><style>p{}</style><title>Proxy \u001B[31m&lt;log in&gt; ${'word '.repeat(99)}</title>`
    const { message } = await errorOf(answerRequest(html(400, page)))
    expect(message).toMatch(/“Proxy \[31m.{10,75}…”/)
  })
})

describe('a server or client that is not set up for the flow can be told apart (A7)', () => {
  test.each([401, 403, 404, 405, 422])('HTTP %i without an OAuth error', async (status) => {
    const { answerRequest } = await connect()
    const error = await errorOf(answerRequest(html(status)))
    expect(error).toMatchObject({ reason: 'unsupported', status })
    expect(error.message).toContain(String(status))
  })

  test.each([
    ['Not Found', 404],
    ['Unauthorized', 401],
    ['Forbidden', 403],
    ['Method Not Allowed', 405],
    ['page not found', 404],
  ])('a status in words, %s, which is no OAuth error either', async (error, status) => {
    const { answerRequest } = await connect()
    const end = await errorOf(answerRequest({ status, body: { error } }))
    expect(end).toMatchObject({ reason: 'unsupported', status, error: undefined })
    expect(end.message).toContain(`There is no device flow at the device authorization endpoint`)
    expect(end.message).toContain(`(HTTP ${status} “${error}”)`)
  })

  test.each([
    'unauthorized_client',
    'invalid_client',
    'incorrect_client_credentials',
    'device_flow_disabled',
    'unsupported_grant_type',
    'invalid_scope',
    'invalid_target',
    'org_internal',
    'admin_policy_enforced',
    'invalid_grant',
  ])('%s', async (code) => {
    const { answerRequest } = await connect()
    const answer = oauthError(code, { status: 403, description: 'Not allowed.', uri: 'https://help.example.com/1' })
    const error = await errorOf(answerRequest(answer))
    expect(error).toMatchObject({
      reason: 'unsupported',
      error: code,
      errorDescription: 'Not allowed.',
      errorUri: 'https://help.example.com/1',
      status: 403,
    })
  })

  test('access_denied by a policy is denied, and an unknown code refused', async () => {
    const { answerRequest } = await connect()
    expect((await errorOf(answerRequest(oauthError('access_denied')))).reason).toBe('denied')
    expect((await errorOf(answerRequest(oauthError('invalid_request')))).reason).toBe('refused')
  })
})

test("hostile text in an error is cleaned, and a link that is not the web's is dropped (H2)", async () => {
  const { answerRequest } = await connect()
  const error = await errorOf(
    answerRequest(
      oauthError('bad\u001B[0m\ncode', {
        description: `line\r\n\u202Etwo ${'x'.repeat(999)}`,
        uri: 'javascript:alert(1)',
      }),
    ),
  )
  expect(error.error).toBe('bad[0m code')
  expect(error.errorDescription).toMatch(/^line two x+…$/)
  expect(error.errorUri).toBeUndefined()
  expect(error.message).not.toMatch(/[\p{Cc}\p{Cf}]/u)
})

test.each<[string, AnswerSource, object]>([
  ['a 503 page', { ...html(503), headers: { 'retry-after': '9' } }, { reason: 'server_error', retryAfterMs: 9000 }],
  ['a plain 429', retryAfter(3, { status: 429 }), { reason: 'rate_limited', retryAfterMs: 3000 }],
  ["Google's quota", { status: 403, body: { error_code: 'rate_limit_exceeded' } }, { reason: 'rate_limited' }],
  ['slow_down', slowDown({ status: 429 }), { reason: 'rate_limited' }],
  ['temporarily_unavailable', oauthError('temporarily_unavailable'), { reason: 'server_error' }],
])('%s when a code is asked for is a blip (D1)', async (_what, answer, expected) => {
  const { answerRequest } = await connect()
  expect(await faultOf(answerRequest(answer))).toMatchObject(expected)
})

test('a redirect is not followed (H5), and 50 MB are not read', async () => {
  const elsewhere = await connect()
  const { answerRequest } = await connect()
  for (const answer of [redirect(elsewhere.server.endpoints.deviceAuthorizationEndpoint, 307), huge()]) {
    const error = await errorOf(answerRequest(answer))
    expect(error.reason).toBe('invalid_response')
    expect(error.message).toContain('device authorization endpoint')
  }
  expect(elsewhere.server.requests()).toHaveLength(0)
})
