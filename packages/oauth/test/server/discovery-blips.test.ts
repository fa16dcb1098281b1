import { empty, hang, html, huge, reset, retryAfter, tokenSet } from '@device-flow/testing'
import type { ResponseContext, ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, drive, errorOf, failure, faultOf } from '../support.ts'

test.each<[string, ResponseSource, object]>([
  ['a reset', reset(), { reason: 'offline' }],
  ['a 503', retryAfter(7), { reason: 'serverError', status: 503, retryAfterMs: 7000 }],
  ['a 429', empty(429), { reason: 'rateLimited', status: 429 }],
])('%s during discovery is a blip, and the next try starts afresh (D1)', async (_what, answer, expected) => {
  for (const other of [answer, empty(404)]) {
    const { server, request } = await connect()
    server.script('openidConfiguration', answer)
    server.script('oauthServerMetadata', other)
    expect(await faultOf(request())).toMatchObject(expected)
    expect((await request()).userCode).toBe('WDJB-MJHT')
  }
})

describe('a document that can not be had now does not keep a person from the other (D1)', () => {
  test.each<[string, ResponseSource]>([
    ['a reset', reset()],
    ['a 500', empty(500)],
    ['a 429', empty(429)],
    ['cut-off JSON', { body: '{"issuer":"http' }],
    ['a page', html(200)],
    ['50 MB', huge()],
  ])('%s', async (_what, answer) => {
    const { server, request, clock } = await connect()
    server.always('openidConfiguration', answer)
    expect((await request()).userCode).toBe('WDJB-MJHT')
    expect(clock.pendingTimers).toBe(0)
  })

  test('one that hangs is not waited for: the other is asked 2 s later, and the first called off', async () => {
    const { server, request, clock } = await connect()
    server.always('openidConfiguration', hang())
    const authorization = request()
    await server.waitForRequest('openidConfiguration')
    await clock.advance(1999)
    expect(server.requests('oauthServerMetadata')).toHaveLength(0)
    await clock.advance(1)
    expect((await authorization).userCode).toBe('WDJB-MJHT')
    await expect.poll(() => server.requests('openidConfiguration')[0]?.aborted).toBe(true)
    expect(clock.pendingTimers).toBe(0)
  })

  test('one that is only slow is used when the other is not there', async () => {
    const { server, request, clock } = await connect()
    server.always('oauthServerMetadata', empty(404))
    server.script('openidConfiguration', async (_request, context) => {
      await clock.advance(2000)
      await server.waitForRequest('oauthServerMetadata')
      return { body: { ...metadataOf(context) } }
    })
    expect((await request()).userCode).toBe('WDJB-MJHT')
    expect(server.requests('openidConfiguration')).toHaveLength(1)
  })

  test('when both hang, it takes 2 s longer than one', async () => {
    const { server, request, clock } = await connect()
    server.always('openidConfiguration', hang())
    server.always('oauthServerMetadata', hang())
    const startedAt = clock.now()
    const fault = faultOf(request())
    await server.waitForRequest('openidConfiguration')
    await clock.advance(2000)
    await server.waitForRequest('oauthServerMetadata')
    await clock.runUntilIdle()
    expect(await fault).toMatchObject({ reason: 'timeout' })
    expect(clock.now() - startedAt).toBe(12_000)
  })

  test('one that is no metadata at all, just once, is asked for again, and a code comes', async () => {
    const client = await connect()
    client.server.script('openidConfiguration', html(200))
    client.server.script('oauthServerMetadata', empty(404))
    expect((await drive(client, client.request())).userCode).toBe('WDJB-MJHT')
  })

  test('nor does it end a login that goes on, or a session (F5)', async () => {
    const before = await connect()
    const authorization = await before.request()
    const { server, services } = await connect()
    server.always('openidConfiguration', html(200))
    server.always('oauthServerMetadata', empty(404))
    expect((await faultOf(services.pollToken(authorization, call))).reason).toBe('invalidResponse')
    expect((await faultOf(services.refreshTokens(tokenSet()))).reason).toBe('invalidResponse')
  })

  test('what is said about a document is worth more than a page where the other should be', async () => {
    for (const [name, other] of [
      ['openidConfiguration', 'oauthServerMetadata'],
      ['oauthServerMetadata', 'openidConfiguration'],
    ] as const) {
      const { server, request } = await connect({ server: { metadata: { device_authorization_endpoint: undefined } } })
      server.always(other, html(200))
      expect(await errorOf(request())).toMatchObject({ field: 'device_authorization_endpoint' })
      expect(server.requests(name)).toHaveLength(1)
    }
  })

  test.each<[string, ResponseSource]>([
    ['both', hang()],
    ['the one that is under way', empty(503)],
  ])('calling off stops %s, with the reason given (E1)', async (_what, first) => {
    const { server, services, clock } = await connect()
    server.always('openidConfiguration', first)
    server.always('oauthServerMetadata', hang())
    const controller = new AbortController()
    const request = failure(services.requestDeviceAuthorization({}, { signal: controller.signal }))
    await server.waitForRequest('openidConfiguration')
    await clock.advance(2000)
    await server.waitForRequest('oauthServerMetadata')
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await request).toBe(reason)
    await expect.poll(() => server.requests().every(({ endedAt }) => endedAt)).toBe(true)
    expect(clock.pendingTimers).toBe(0)
  })
})

function metadataOf({ issuer, endpoints }: ResponseContext): object {
  return {
    issuer,
    token_endpoint: endpoints.tokenEndpoint,
    device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
  }
}
