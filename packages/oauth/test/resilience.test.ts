import { inspect } from 'node:util'
import {
  deviceAuthorized,
  empty,
  granted,
  hang,
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
import type { Answer, AnswerSource } from '@device-flow/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { call, connect, endOf, errorOf, failure, faultOf } from './support.ts'

// What gateways and frameworks say in JSON is not OAuth, though they call it `error` too.
const gatewayErrors: [string, Answer, object][] = [
  [
    "Spring Boot's 503",
    { status: 503, body: { status: 503, error: 'Service Unavailable', path: '/token' } },
    { reason: 'server_error', status: 503 },
  ],
  [
    "Fastify's 429",
    { status: 429, headers: { 'retry-after': '7' }, body: { statusCode: 429, error: 'Too Many Requests' } },
    { reason: 'rate_limited', status: 429, retryAfterMs: 7000 },
  ],
  ["Keycloak's 500", oauthError('unknown_error', { status: 500 }), { reason: 'server_error', status: 500 }],
  ['a 502 in JSON', oauthError('Bad Gateway', { status: 502 }), { reason: 'server_error', status: 502 }],
  ['a 408 in JSON', oauthError('Request Timeout', { status: 408 }), { reason: 'server_error', status: 408 }],
  ['a 425 in JSON', oauthError('too_early', { status: 425 }), { reason: 'server_error', status: 425 }],
  ['a 429 with a code of its own', oauthError('rate_limit_exceeded', { status: 429 }), { reason: 'rate_limited' }],
  ['a 503 that is down', oauthError('temporarily_unavailable', { status: 503 }), { reason: 'server_error' }],
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
  test.each<[string, AnswerSource, object]>([
    ['a reset', reset(), { reason: 'offline' }],
    ['an answer that is cut off', truncated(5, pending()), { reason: 'offline' }],
    ['a 502 page', html(502), { reason: 'server_error', status: 502 }],
    ['an empty 503', empty(503), { reason: 'server_error', status: 503 }],
    ['an empty 500', empty(500), { reason: 'server_error', status: 500 }],
    ['a 408', empty(408), { reason: 'server_error', status: 408 }],
    ['a 425', empty(425), { reason: 'server_error', status: 425 }],
    ['a plain 429', { status: 429, body: { message: 'Too many requests' } }, { reason: 'rate_limited', status: 429 }],
    ['a 429 that says when', retryAfter(30, empty(429)), { reason: 'rate_limited', retryAfterMs: 30_000 }],
    ['temporarily_unavailable', oauthError('temporarily_unavailable', { status: 400 }), { reason: 'server_error' }],
    ['server_error', oauthError('server_error', { status: 200 }), { reason: 'server_error' }],
    ['cut-off JSON', { body: '{"access_token":"abc' }, { reason: 'invalid_response', status: 200 }],
    ['a captive portal', html(200), { reason: 'invalid_response', status: 200 }],
    ['an empty 200', empty(200), { reason: 'invalid_response', status: 200 }],
    ['an empty 204', { status: 204, headers: { 'content-length': '0' } }, { reason: 'invalid_response', status: 204 }],
    ['a 205', empty(205), { reason: 'invalid_response', status: 205 }],
    ['a 304', empty(304), { reason: 'invalid_response', status: 304 }],
    ['a bare 404', empty(404), { reason: 'invalid_response', status: 404 }],
    ['a 403 page', html(403), { reason: 'invalid_response', status: 403 }],
    [
      'a 400 without an OAuth error',
      { status: 400, body: { fault: 'x' } },
      { reason: 'invalid_response', status: 400 },
    ],
    ["Google's quota", { status: 403, body: { error_code: 'rate_limit_exceeded' } }, { reason: 'rate_limited' }],
    ['a 404 in words', oauthError('Not Found', { status: 404 }), { reason: 'invalid_response', status: 404 }],
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

describe('no request takes longer than it may (D4)', () => {
  test.each<[string, AnswerSource]>([
    ['headers that never come', hang()],
    ['a body that never ends', hang('body')],
  ])('%s', async (_what, answer) => {
    const { server, services, request, clock } = await connect({ requestTimeoutMs: 3000, server: { expiresIn: 900 } })
    const authorization = await request()
    server.script('token', answer)
    const poll = faultOf(services.pollToken(authorization, call))
    await server.waitForRequest('token')
    await clock.advance(2999)
    expect(clock.pendingTimers).toBe(1)
    await clock.advance(1)
    const fault = await poll
    expect(fault).toMatchObject({ reason: 'timeout', receivedAt: clock.now() })
    expect(fault.message).toContain('within 3 s')
    await expect.poll(() => server.requests('token')[0]?.aborted).toBe(true)
  })

  test.each([
    ['the time left', 52_000, 8000],
    ['5 s at the deadline, for an approval at the last moment (C6)', 60_000, 5000],
    ['5 s after it', 90_000, 5000],
    ['10 s otherwise', 0, 10_000],
  ])('a poll takes at most %s', async (_what, passedMs, timeoutMs) => {
    const { server, services, request, clock } = await connect({ server: { expiresIn: 60 } })
    const authorization = await request()
    await clock.advance(passedMs)
    const startedAt = clock.now()
    server.script('token', hang())
    const poll = faultOf(services.pollToken(authorization, call))
    await server.waitForRequest('token')
    await clock.runUntilIdle()
    expect((await poll).receivedAt - startedAt).toBe(timeoutMs)
  })

  test('a fetch that ignores its signal can not hold a login up', async () => {
    const { services, clock } = await connect({ fetch: () => new Promise(() => {}) })
    const fault = faultOf(services.requestDeviceAuthorization({}, call))
    await clock.runUntilIdle()
    expect((await fault).reason).toBe('timeout')
  })
})

describe('calling off (E1, E2)', () => {
  test('a request that is called off ends at once, with the reason given', async () => {
    const { server, services, request, clock } = await connect()
    const authorization = await request()
    const controller = new AbortController()
    server.script('token', hang())
    const poll = failure(services.pollToken(authorization, { signal: controller.signal }))
    await server.waitForRequest('token')
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await poll).toBe(reason)
    expect(clock.pendingTimers).toBe(0)
    await expect.poll(() => server.requests('token')[0]?.aborted).toBe(true)
  })

  test('nothing is sent for a signal that is aborted already', async () => {
    const { server, services } = await connect()
    const reason = new Error('never mind')
    const signal = AbortSignal.abort(reason)
    expect(await failure(services.requestDeviceAuthorization({}, { signal }))).toBe(reason)
    expect(server.requests()).toHaveLength(0)
  })
})

describe('redirects are not followed (H5)', () => {
  test('nor in a browser, which shows them without their status', async () => {
    const hidden = Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' })
    const { request } = await connect({ fetch: () => Promise.resolve(hidden) })
    expect((await errorOf(request())).message).toContain('redirect')
  })

  test.each([301, 302, 303, 307, 308])('HTTP %i: the device code goes nowhere else', async (status) => {
    const elsewhere = await connect()
    const { poll, server } = await connect()
    const error = endOf(await poll(redirect(`${elsewhere.server.origin}/token`, status)))
    expect(error).toMatchObject({ reason: 'invalid_response', status })
    expect(error.message).toContain(`token endpoint at ${new URL(server.origin).host}`)
    expect(inspect(error)).not.toContain('device-code-1')
    expect(elsewhere.server.requests()).toHaveLength(0)
  })
})

test('50 MB end quickly, in a typed error, without being held in memory', async () => {
  const { services, request, server } = await connect()
  const authorization = await request()
  server.script('token', huge(50_000_000))
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  const startedAt = performance.now()
  const error = endOf(await services.pollToken(authorization, call))
  expect(performance.now() - startedAt).toBeLessThan(2000)
  expect(process.memoryUsage().rss - before).toBeLessThan(40_000_000)
  expect(error).toMatchObject({ reason: 'invalid_response', status: 200 })
  expect(error.message).toContain('1 MiB')
  await expect.poll(() => server.requests('token')[0]?.aborted).toBe(true)
})

describe('a body in an encoding that undici gives up on does not end the process', () => {
  const encodings = Array.from({ length: 6 }, () => 'gzip').join(',')
  const answer = (more: Answer): Answer => ({ headers: { 'content-encoding': encodings }, body: 'x', ...more })

  test.each<[string, Answer]>([
    ['and large', answer({ body: 'x'.repeat(200_000) })],
    ['and unfinished', answer({ body: 'x'.repeat(200), hang: 'body' })],
    ['and cut off', answer({ body: 'x'.repeat(20_000), truncate: 9000 })],
    ['and cut off at once', answer({ truncate: 1 })],
    [
      'and in chunks that make no sense',
      answer({ headers: { 'content-encoding': encodings, 'content-length': '1' }, body: 'x'.repeat(99) }),
    ],
  ])('six times over, %s', async (_what, broken) => {
    const crashes = crashesUntilEnd()
    const { server, services, request, clock } = await connect({ scope: 'profile' })
    server.script('openidConfiguration', broken)
    server.script('oauthServerMetadata', broken)
    expect((await faultOf(request())).reason).toBe('offline')
    server.script('deviceAuthorization', broken)
    expect((await faultOf(request())).reason).toBe('offline')
    const authorization = await request()
    server.script('token', broken)
    expect((await faultOf(services.pollToken(authorization, call))).reason).toBe('offline')
    server.always('revocation', broken)
    expect((await faultOf(services.revokeTokens(tokenSet()))).reason).toBe('offline')
    server.script('jwks', broken)
    await request({ scope: 'openid' })
    expect(clock.pendingTimers).toBeLessThan(2)
    await expect.poll(() => server.requests().every(({ endedAt }) => endedAt)).toBe(true)
    await server.close()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(crashes).toEqual([])
  })

  test("an injected fetch that has failed is not called off on top of it: undici's could raise such an event", async () => {
    const signals: (AbortSignal | null | undefined)[] = []
    const { request } = await connect({
      fetch: (_url, init) => {
        signals.push(init?.signal)
        return Promise.reject(new TypeError('fetch failed'))
      },
    })
    await faultOf(request())
    expect(signals.map((signal) => signal?.aborted)).toEqual([false, false])
  })

  test.each(['gzip', 'br', 'deflate', 'gzip,gzip,gzip,gzip,gzip', 'unheard-of'])(
    'nor one in %s that is called off, or takes too long, half-way',
    async (encoding) => {
      const crashes = crashesUntilEnd()
      const { server, services, request, clock } = await connect()
      const authorization = await request()
      const controller = new AbortController()
      const hanging: Answer = { headers: { 'content-encoding': encoding }, body: 'x'.repeat(60_000), hang: 'body' }
      server.script('token', hanging, hanging)
      const calledOff = failure(services.pollToken(authorization, { signal: controller.signal }))
      await server.waitForRequest('token')
      controller.abort(new Error('enough'))
      const tooLong = failure(services.pollToken(authorization, call))
      await server.waitForRequest('token', 2)
      await clock.runUntilIdle()
      await Promise.all([calledOff, tooLong])
      await server.close()
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(crashes).toEqual([])
    },
  )
})

describe('a platform whose fetch has no streams', () => {
  test('can sign in', async () => {
    const { signIn } = await connect({ fetch: withoutStreams })
    expect((await signIn()).claims?.sub).toBe('person-1')
  })

  test('is told of a body that is too large', async () => {
    const { answerRequest } = await connect({ fetch: withoutStreams })
    expect((await errorOf(answerRequest(huge(2_000_000)))).message).toContain('1 MiB')
  })
})

test('deeply nested JSON ends in a typed error', async () => {
  const { answerRequest } = await connect()
  const nested = { body: '['.repeat(500_000) + ']'.repeat(500_000) }
  expect((await errorOf(answerRequest(nested))).reason).toBe('invalid_response')
})

/** What would have ended the process, from now to the end of the test. */
function crashesUntilEnd(): unknown[] {
  const crashes: unknown[] = []
  const runners = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', (error) => crashes.push(error))
  onTestFinished(() => {
    process.removeAllListeners('uncaughtException')
    for (const listener of runners) process.on('uncaughtException', listener)
  })
  return crashes
}

async function withoutStreams(...request: Parameters<typeof fetch>): Promise<Response> {
  return Object.defineProperty(await fetch(...request), 'body', { value: null })
}
