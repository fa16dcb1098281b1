import {
  deviceAuthorized,
  empty,
  granted,
  html,
  huge,
  oauthError,
  pending,
  redirect,
  reset,
  retryAfter,
  tokenSet,
  truncated,
} from '@device-flow/testing'
import type { ScriptedResponse, ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, faultOf } from '../support.ts'

// What gateways and frameworks say in JSON is not OAuth, though they call it `error` too.
const gatewayErrors: [string, ScriptedResponse, object][] = [
  [
    "Spring Boot's 503",
    { status: 503, body: { status: 503, error: 'Service Unavailable', path: '/token' } },
    { reason: 'serverError', status: 503 },
  ],
  [
    "Fastify's 429",
    { status: 429, headers: { 'retry-after': '7' }, body: { statusCode: 429, error: 'Too Many Requests' } },
    { reason: 'rateLimited', status: 429, retryAfterMs: 7000 },
  ],
  ["Keycloak's 500", oauthError('unknown_error', { status: 500 }), { reason: 'serverError', status: 500 }],
  ['a 502 in JSON', oauthError('Bad Gateway', { status: 502 }), { reason: 'serverError', status: 502 }],
  ['a 408 in JSON', oauthError('Request Timeout', { status: 408 }), { reason: 'serverError', status: 408 }],
  ['a 425 in JSON', oauthError('too_early', { status: 425 }), { reason: 'serverError', status: 425 }],
  ['a 429 with a code of its own', oauthError('rate_limit_exceeded', { status: 429 }), { reason: 'rateLimited' }],
  ['a 503 that is down', oauthError('temporarily_unavailable', { status: 503 }), { reason: 'serverError' }],
]

describe('nor does a gateway that says in JSON, as its `error`, that it can not answer now (D1, F5)', () => {
  test.each(gatewayErrors)('%s, when a code is asked for', async (_what, answer, expected) => {
    const { answerRequest } = await connect()
    expect(await faultOf(answerRequest(answer))).toMatchObject(expected)
  })

  test.each(gatewayErrors)('%s, in a refresh: the session goes on', async (_what, answer, expected) => {
    const { server, services } = await connect()
    server.script('token', answer)
    expect(await faultOf(services.refreshTokens(tokenSet()))).toMatchObject(expected)
  })
})

describe('one bad answer does not end a login; the next poll succeeds (D1)', () => {
  test.each<[string, ResponseSource, object]>([
    ['a reset', reset(), { reason: 'offline' }],
    ['an answer that is cut off', truncated(5, pending()), { reason: 'offline' }],
    ['a 502 page', html(502), { reason: 'serverError', status: 502 }],
    ['an empty 503', empty(503), { reason: 'serverError', status: 503 }],
    ['an empty 500', empty(500), { reason: 'serverError', status: 500 }],
    ['a 408', empty(408), { reason: 'serverError', status: 408 }],
    ['a 421', empty(421), { reason: 'serverError', status: 421 }],
    ['a 425', empty(425), { reason: 'serverError', status: 425 }],
    ['a plain 429', { status: 429, body: { message: 'Too many requests' } }, { reason: 'rateLimited', status: 429 }],
    ['a 429 that says when', retryAfter(30, empty(429)), { reason: 'rateLimited', retryAfterMs: 30_000 }],
    ['temporarily_unavailable', oauthError('temporarily_unavailable', { status: 400 }), { reason: 'serverError' }],
    ['server_error', oauthError('server_error', { status: 200 }), { reason: 'serverError' }],
    [
      'server_error with a description, as zitadel has it of its storage',
      oauthError('server_error', { status: 400, description: 'user\u{1b} not found' }),
      { reason: 'serverError', status: 400, errorDescription: 'user not found' },
    ],
    ['a 500 with words', { status: 500, body: { message: 'Out of memory' } }, { errorDescription: 'Out of memory' }],
    ['cut-off JSON', { body: '{"access_token":"abc' }, { reason: 'invalidResponse', status: 200 }],
    ['a captive portal', html(200), { reason: 'invalidResponse', status: 200 }],
    ['a portal that sends everybody elsewhere', redirect('https://portal.example.com/'), { status: 302 }],
    ['a page that is larger than any OAuth response', huge(2_000_000), { reason: 'invalidResponse', status: 200 }],
    ['an empty 200', empty(200), { reason: 'invalidResponse', status: 200 }],
    ['an empty 204', { status: 204, headers: { 'content-length': '0' } }, { reason: 'invalidResponse', status: 204 }],
    ['a 205', empty(205), { reason: 'invalidResponse', status: 205 }],
    ['a 304', empty(304), { reason: 'invalidResponse', status: 304 }],
    ['a bare 404', empty(404), { reason: 'invalidResponse', status: 404 }],
    ['a 403 page', html(403), { reason: 'invalidResponse', status: 403 }],
    ['a 400 without an OAuth error', { status: 400, body: { fault: 'x' } }, { reason: 'invalidResponse', status: 400 }],
    ["Google's quota", { status: 403, body: { error_code: 'rate_limit_exceeded' } }, { reason: 'rateLimited' }],
    ["Google's quota as an OAuth error", oauthError('rate_limit_exceeded', { status: 403 }), { reason: 'rateLimited' }],
    ["Auth0's limit with 400", oauthError('too_many_requests'), { reason: 'rateLimited', status: 400 }],
    ['a limit that shouts', oauthError('TOO_MANY_REQUESTS', { status: 403 }), { reason: 'rateLimited' }],
    ['a 404 in words', oauthError('Not Found', { status: 404 }), { reason: 'invalidResponse', status: 404 }],
    ...gatewayErrors,
  ])('%s', async (_what, answer, expected) => {
    const { poll, clock } = await connect()
    expect(await faultOf(poll(answer))).toMatchObject({ ...expected, receivedAt: clock.now() })
    expect((await poll(granted())).type).toBe('granted')
    expect(clock.pendingTimers).toBe(0)
  })

  test.each([
    ['407', 'the proxy asks for a login'],
    ['502', 'the proxy answered HTTP 502'],
  ])("a proxy that answers %s, in words instead of the platform's code", async (status, words) => {
    const cause = Object.assign(new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`), {
      name: 'AbortError',
      code: 'UND_ERR_ABORTED',
    })
    const { request } = await connect({ fetch: () => Promise.reject(new TypeError('fetch failed', { cause })) })
    const fault = await faultOf(request())
    expect(fault.reason).toBe('offline')
    expect(fault.message).toContain(`could not be reached (${words}).`)
  })

  test('a server that is not there', async () => {
    const { server, request } = await connect()
    await server.close()
    const fault = await faultOf(request())
    expect(fault.reason).toBe('offline')
    expect(fault.cause).toMatchObject({ message: 'ECONNREFUSED' })
    expect(fault.message).toContain(new URL(server.origin).host)
  })
})

describe('a page where OAuth should be is quoted without its secrets (D5)', () => {
  test.each<[string, string, RegExp]>([
    ['its title', '<title>Forbidden by\u0007 proxy</title><p>x', /“Forbidden by proxy”/],
    ['its text', '<script>alert(1)</script><h1>Blocked</h1>', /“Blocked”/],
    ['plain text', 'Host not allowed', /“Host not allowed”/],
    ['no long tokens', `<p>Bad eyJ${'a'.repeat(60)} sent</p>`, /“Bad … sent”/],
    ['nothing that looks like a form', 'access_token=abc&x=<', /not OAuth \(HTTP 404\)\.$/],
    ['nothing of cut-off JSON', '{"access_token":"abc', /not OAuth \(HTTP 404\)\.$/],
  ])('%s', async (_what, page, message) => {
    const { poll } = await connect()
    expect((await faultOf(poll(html(404, page)))).message).toMatch(message)
  })

  test('a device code that the page repeats is not quoted', async () => {
    const { answerRequest, server, services } = await connect()
    const authorization = await answerRequest(deviceAuthorized({ device_code: 'dc-7f3a' }))
    server.script('token', html(403, '<p>No such thing: dc-7f3a</p>'))
    const { message } = await faultOf(services.pollToken(authorization, call))
    expect(message).toContain('“No such thing: [secret]”')
  })
})
