import { empty, granted, hang, html, huge, pending, redirect, reset, retryAfter, tokenSet } from '@device-flow/testing'
import type { AnswerContext, AnswerSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, drive, endOf, errorOf, failure, faultOf, nestedJson } from './support.ts'

test('nothing is sent before the person starts a login (RFC 8628 §3.1)', async () => {
  const { server, request } = await connect()
  expect(server.requests()).toHaveLength(0)
  await request()
  expect(server.requests('openidConfiguration')).toHaveLength(1)
})

test('the metadata is read once and kept', async () => {
  const { server, request } = await connect()
  await request()
  await request()
  expect(server.requests('openidConfiguration')).toHaveLength(1)
})

test.each(['', '/', '/realms/demo'])('an issuer that ends in "%s" is found', async (issuerPath) => {
  const { server, request, signIn } = await connect({ server: { issuerPath } })
  await request()
  expect(server.requests('openidConfiguration')).toHaveLength(1)
  expect((await signIn()).claims?.iss).toBe(server.issuer)
})

test('an issuer without its closing slash, as people copy it from Auth0, is the same issuer', async () => {
  const { server, signIn } = await connect({ server: { metadata: (issuer) => ({ issuer: `${issuer}/` }) } })
  const iss = `${server.issuer}/`
  expect((await signIn(granted({}, { claims: { iss } }))).claims?.iss).toBe(iss)
})

test.each<[string, AnswerSource]>([
  ['answers 404', empty(404)],
  ['shows a page', html(200)],
  ['asks for a password', html(401)],
])('a server that %s for OpenID Connect is asked the RFC 8414 way', async (_what, answer) => {
  const { server, request } = await connect({ server: { issuerPath: '/realms/demo' } })
  server.always('openidConfiguration', answer)
  await request()
  expect(server.requests('oauthServerMetadata')).toMatchObject([
    { path: '/.well-known/oauth-authorization-server/realms/demo' },
  ])
})

describe('a server that is not set up for the device flow is told apart from a bad network', () => {
  test.each<[string, AnswerSource]>([
    ['no metadata document at all (A7)', empty(404)],
    ['a list instead of an object', { body: [] }],
  ])('%s', async (_what, answer) => {
    const { server, request } = await connect()
    server.always('openidConfiguration', answer)
    server.always('oauthServerMetadata', answer)
    const error = await errorOf(request())
    expect(error.reason).toBe('unsupported')
    expect(error.message).toContain(server.issuer)
    expect(error.message).toContain('endpoints one by one')
  })

  test.each(['device_authorization_endpoint', 'token_endpoint'])('no %s in the metadata (A7)', async (member) => {
    const { request, server } = await connect({ server: { metadata: { [member]: undefined } } })
    const error = await errorOf(request())
    expect(error).toMatchObject({ reason: 'unsupported', field: member })
    expect(error.message).toContain(member)
    expect(server.requests('deviceAuthorization')).toHaveLength(0)
  })

  test.each(['device_authorization_endpoint', 'token_endpoint'])(
    'a %s without TLS is not used (H4)',
    async (member) => {
      const { request } = await connect({ server: { metadata: { [member]: 'http://id.example.com/x' } } })
      expect(await errorOf(request())).toMatchObject({ reason: 'unsupported', field: member })
    },
  )

  test('a page instead of one, also when it is asked for again a second later (A7)', async () => {
    const client = await connect()
    const { server, request, clock } = client
    server.always('openidConfiguration', html(200, '<title>Welcome</title>'))
    server.always('oauthServerMetadata', html(200))
    const startedAt = clock.now()
    const error = await errorOf(drive(client, request()))
    expect(error).toMatchObject({ reason: 'unsupported', status: 200 })
    expect(error.message).toContain(`${server.issuer}/ has no metadata document (HTTP 200 “Welcome”)`)
    expect(error.message).toContain('endpoints one by one')
    expect(server.requests('openidConfiguration')).toHaveLength(2)
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(1000)
    expect(clock.pendingTimers).toBe(0)
  })

  test.each([undefined, null, 7, '', 'https://evil.example.com', 'not a URL\u001B[2J'])(
    'metadata of the issuer %j is not used (RFC 8414 §3.3)',
    async (issuer) => {
      const { request } = await connect({ server: { metadata: { issuer } } })
      const error = await errorOf(request())
      expect(error).toMatchObject({ reason: 'unsupported', field: 'issuer' })
      expect(error.message).not.toContain('\u001B')
    },
  )

  test('an unknown member that is nested too deeply is passed over', async () => {
    const { request, server } = await connect()
    const { deviceAuthorizationEndpoint, tokenEndpoint } = server.endpoints
    const others = {
      issuer: server.issuer,
      token_endpoint: tokenEndpoint,
      device_authorization_endpoint: deviceAuthorizationEndpoint,
    }
    server.script('openidConfiguration', { body: nestedJson(others, 'x') })
    expect((await request()).userCode).toBe('WDJB-MJHT')
  })

  test('a poll of a restored login ends with it too', async () => {
    const { services, server, request } = await connect()
    const authorization = await request()
    const restored = await connect()
    restored.server.always('openidConfiguration', empty(404))
    restored.server.always('oauthServerMetadata', empty(404))
    expect(endOf(await restored.services.pollToken(authorization, call)).reason).toBe('unsupported')
    server.script('token', pending())
    expect((await services.pollToken(authorization, call)).type).toBe('pending')
  })
})

describe('metadata is not fetched from where a redirect points (H5)', () => {
  test('but the RFC 8414 way', async () => {
    const elsewhere = await connect()
    const { server, request } = await connect()
    server.script('openidConfiguration', redirect(`${elsewhere.server.origin}/.well-known/openid-configuration`))
    expect((await request()).userCode).toBe('WDJB-MJHT')
    expect(server.requests('oauthServerMetadata')).toHaveLength(1)
    expect(elsewhere.server.requests()).toHaveLength(0)
  })

  test('and a server that has nothing but redirects is not set up for the flow', async () => {
    const { server, request } = await connect()
    server.always('openidConfiguration', redirect('https://id.example.com/login'))
    server.always('oauthServerMetadata', redirect('https://id.example.com/login'))
    const error = await errorOf(request())
    expect(error).toMatchObject({ reason: 'unsupported', status: 302 })
    expect(error.message).toContain('redirect')
  })
})

describe('an OpenID Connect document that does not do is not the last word', () => {
  test.each(['device_authorization_endpoint', 'token_endpoint', 'issuer'])(
    'the RFC 8414 one, which has the %s, is used',
    async (member) => {
      const { server, request } = await connect()
      server.script('openidConfiguration', (_request, { issuer, endpoints }) => ({
        body: {
          issuer,
          token_endpoint: endpoints.tokenEndpoint,
          device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
          [member]: undefined,
        },
      }))
      expect((await request()).userCode).toBe('WDJB-MJHT')
    },
  )

  test('but without another, what was wrong with it is told', async () => {
    const { server, request } = await connect({ server: { metadata: { device_authorization_endpoint: undefined } } })
    server.always('oauthServerMetadata', empty(404))
    expect(await errorOf(request())).toMatchObject({ reason: 'unsupported', field: 'device_authorization_endpoint' })
  })

  test('nor is it when the other can not be had just now: the next try may find it (D1)', async () => {
    const { server, request } = await connect({ server: { metadata: { device_authorization_endpoint: undefined } } })
    server.always('oauthServerMetadata', empty(503))
    expect((await faultOf(request())).reason).toBe('server_error')
  })
})

test.each<[string, AnswerSource, object]>([
  ['a reset', reset(), { reason: 'offline' }],
  ['a 503', retryAfter(7), { reason: 'server_error', status: 503, retryAfterMs: 7000 }],
  ['a 429', empty(429), { reason: 'rate_limited', status: 429 }],
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
  test.each<[string, AnswerSource]>([
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
    expect((await faultOf(services.pollToken(authorization, call))).reason).toBe('invalid_response')
    expect((await faultOf(services.refreshTokens(tokenSet()))).reason).toBe('invalid_response')
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

  test.each<[string, AnswerSource]>([
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

function metadataOf({ issuer, endpoints }: AnswerContext): object {
  return {
    issuer,
    token_endpoint: endpoints.tokenEndpoint,
    device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
  }
}

describe('an optional endpoint that can not be used is as good as none, and no reason to fail', () => {
  test.each(['', 'http://id.example.com/x', '/relative', 7, [], 'ftp://127.0.0.1/'])('%j', async (unusable) => {
    const { services, signIn, server } = await connect({
      server: { metadata: { jwks_uri: unusable, revocation_endpoint: unusable, userinfo_endpoint: unusable } },
    })
    const tokens = await signIn()
    expect(tokens.accessToken.reveal()).toBe('access-token-1')
    expect(tokens).not.toHaveProperty('idToken')
    expect(tokens).not.toHaveProperty('claims')
    await services.revokeTokens(tokens)
    expect((await errorOf(services.fetchUserInfo(tokens))).reason).toBe('unsupported')
    for (const name of ['jwks', 'revocation', 'userinfo'] as const) expect(server.requests(name)).toHaveLength(0)
  })
})

test('null in the metadata means that there is none', async () => {
  const { services, signIn } = await connect({ server: { metadata: { revocation_endpoint: null, jwks_uri: null } } })
  const tokens = await signIn()
  expect(tokens.idToken).toBeUndefined()
  await services.revokeTokens(tokens)
})
