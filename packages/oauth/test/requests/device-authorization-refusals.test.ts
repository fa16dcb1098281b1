import { empty, html, huge, oauthError, redirect, retryAfter, slowDown } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, errorOf, faultOf } from '../support.ts'

describe('what is not OAuth ends at once with its status (A1)', () => {
  test.each<[string, ResponseSource, number]>([
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
    expect(error).toMatchObject({ reason: 'invalidResponse', status })
    expect(error.message).not.toContain('secret-device-code')
  })

  test('a page is quoted, cleaned and short', async () => {
    const { answerRequest } = await connect()
    const page = `<html><style>p{}</style><title>Proxy \u001B[31m&lt;log in&gt; ${'word '.repeat(99)}</title>`
    const { message } = await errorOf(answerRequest(html(400, page)))
    expect(message).toMatch(/“Proxy \[31m.{10,75}…”/)
  })
})

test.each([
  ['League', { error_description: 'It is malformed.', hint: 'Check the `client_secret` parameter' }],
  ['Ory', { error_description: 'It is malformed.', error_hint: 'Check the `client_secret` parameter' }],
  [
    'a server that says it twice',
    { error_description: 'It is malformed. Check the `client_secret` parameter', hint: 'Check' },
  ],
])('what %s says beside the description is quoted with it, cleaned (case 16, H2)', async (_who, members) => {
  const { answerRequest, server } = await connect({ clientAuth: { clientSecret: 'secret-canary-1' } })
  const error = await errorOf(answerRequest({ status: 400, body: { error: 'invalid_request', ...members } }))
  expect(error.errorDescription).toBe('It is malformed. Check the `client_secret` parameter')
  expect(error.message).toBe(
    'The server says that the request is wrong. Report what it says to whoever runs this. ' +
      '(invalid_request: It is malformed. Check the `client_secret` parameter)',
  )
  const hint = 'Not \u001B[31m\u202Esecret-canary-1'
  server.script('deviceAuthorization', { status: 400, body: { error: 'invalid_request', hint } })
  expect((await errorOf(answerRequest())).errorDescription).toBe('Not [31m[secret]')
  const bare = await errorOf(answerRequest({ status: 422, body: { message: 'No client', hint } }))
  expect(bare.errorDescription).toBe('No client: Not [31m[secret]')
})

test.each<[string, ResponseSource, object]>([
  ['a 503 page', { ...html(503), headers: { 'retry-after': '9' } }, { reason: 'serverError', retryAfterMs: 9000 }],
  ['a plain 429', retryAfter(3, { status: 429 }), { reason: 'rateLimited', retryAfterMs: 3000 }],
  ["Google's quota", { status: 403, body: { error_code: 'rate_limit_exceeded' } }, { reason: 'rateLimited' }],
  ['a quota as an OAuth error', oauthError('rate_limit_exceeded', { status: 403 }), { reason: 'rateLimited' }],
  ['slow_down', slowDown({ status: 429 }), { reason: 'rateLimited' }],
  ['temporarily_unavailable', oauthError('temporarily_unavailable'), { reason: 'serverError' }],
])('%s when a code is asked for is a blip (D1)', async (_what, answer, expected) => {
  const { answerRequest } = await connect()
  expect(await faultOf(answerRequest(answer))).toMatchObject(expected)
})

test('a redirect is not followed (H5), and 50 MB are not read', async () => {
  const elsewhere = await connect()
  const { answerRequest } = await connect()
  for (const answer of [redirect(elsewhere.server.endpoints.deviceAuthorizationEndpoint, 307), huge()]) {
    const error = await errorOf(answerRequest(answer))
    expect(error.reason).toBe('invalidResponse')
    expect(error.message).toContain('device authorization endpoint')
  }
  expect(elsewhere.server.requests()).toHaveLength(0)
})

test('a description of which most fits any request is quoted up to the sentence that matters, as those of fosite (Hydra, Authelia)', async () => {
  const boilerplate =
    'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed. ' +
    'The authenticated client is not authorized to use this authorization grant type, nor may any other client of this server that is not named. '
  const cause = "The requested OAuth 2.0 Client does not have the 'urn:ietf:params:oauth:grant-type:device_code' grant."
  const { answerRequest } = await connect()
  const error = await errorOf(answerRequest(oauthError('invalid_request', { description: boilerplate + cause })))
  expect(error.errorDescription).toBe(boilerplate + cause)
  expect(error.message).toContain(cause)
  const endless = await errorOf(answerRequest(oauthError('invalid_request', { description: 'No. '.repeat(5000) })))
  expect(endless.errorDescription).toHaveLength(600)
})
