import type { TokenSet } from '@device-flow/machine'
import { empty, granted, html, oauthError, pending, reset, tokenSet } from '@device-flow/testing'
import type { ResponseSource, EndpointName } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, endOf, errorOf, faultOf } from '../support.ts'
import type { Client } from '../support.ts'
import { gone, moveTo, reads, signedInOnce } from './moved.ts'

describe('a kiosk that has been on for weeks signs in after the server has moved (case 13)', () => {
  test.each(gone)('its token endpoint, whose old address answers %s', async (_what, answer) => {
    const client = await signedInOnce()
    const { server, services, request, at } = client
    server.always('token', answer)
    server.always('/v2/token', granted())
    moveTo(client, { token_endpoint: at('/v2/token') })
    const authorization = await request()
    // Not at once at the new address, which would be an early poll, but with the next one.
    expect((await faultOf(services.pollToken(authorization, call))).status).toBeGreaterThanOrEqual(404)
    expect(server.requests('/v2/token')).toHaveLength(0)
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
    expect(reads(client)).toBe(2)
  })

  test.each(gone)('its device authorization endpoint, whose old address answers %s', async (_what, answer) => {
    const client = await signedInOnce()
    const { server, services, request, at } = client
    server.always('deviceAuthorization', answer)
    server.always('/v2/device', {
      body: { device_code: 'dc', user_code: 'NEW-CODE', verification_uri: 'https://id.example.com/', expires_in: 60 },
    })
    moveTo(client, { device_authorization_endpoint: at('/v2/device') })
    const authorization = await request()
    expect(authorization.userCode).toBe('NEW-CODE')
    server.script('token', granted())
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
    expect(reads(client)).toBe(2)
  })

  test('to another port, where the old one takes no connection any more', async () => {
    const elsewhere = await connect()
    const client = await connect({ server: { metadata: { token_endpoint: `${elsewhere.server.origin}/token` } } })
    const { server, services, request } = client
    const authorization = await request()
    await elsewhere.server.close()
    // The metadata was read for this very login: it is read once more, past the caches, and not again for it.
    expect((await faultOf(services.pollToken(authorization, call))).reason).toBe('offline')
    expect((await faultOf(services.pollToken(authorization, call))).reason).toBe('offline')
    expect(reads(client)).toBe(2)
    moveTo(client, {})
    server.script('token', granted())
    expect((await services.pollToken(await request(), call)).type).toBe('granted')
    expect(reads(client)).toBe(3)
  })

  test('while a login was under way that an older one had read the metadata for', async () => {
    const elsewhere = await connect()
    const client = await connect({ server: { metadata: { token_endpoint: `${elsewhere.server.origin}/token` } } })
    const { server, services, request } = client
    await request()
    const authorization = await request()
    await elsewhere.server.close()
    moveTo(client, {})
    server.script('token', granted())
    expect((await faultOf(services.pollToken(authorization, call))).reason).toBe('offline')
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
    expect(reads(client)).toBe(2)
  })

  test('while a login was under way that had read aged metadata again itself', async () => {
    const client = await signedInOnce()
    const { server, services, request, clock, at } = client
    await clock.advance(25 * 60 * 60 * 1000)
    const authorization = await request()
    expect(reads(client)).toBe(2)
    server.always('token', empty(404))
    server.always('/v2/token', granted())
    moveTo(client, { token_endpoint: at('/v2/token') })
    await faultOf(services.pollToken(authorization, call))
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
    expect(reads(client)).toBe(3)
  })

  test('a session is renewed at another port, where the old one takes no connection any more', async () => {
    const elsewhere = await connect()
    const client = await connect({ server: { metadata: { token_endpoint: `${elsewhere.server.origin}/token` } } })
    const { server, services, clock } = client
    await client.request()
    await elsewhere.server.close()
    moveTo(client, {})
    server.script('token', granted({ id_token: undefined }))
    const tokens = tokenSet({ idToken: null, receivedAt: clock.now() })
    expect((await services.refreshTokens(tokens)).type).toBe('refreshed')
    expect(reads(client)).toBe(2)
  })

  test.each(gone)('a session is ended where its revocation endpoint is now; the old one answers %s', async (...row) => {
    const client = await connect()
    const { server, services } = client
    const tokens = await client.signIn()
    server.always('revocation', row[1])
    server.always('/v2/revoke', empty(200))
    moveTo(client, { revocation_endpoint: `${server.origin}/v2/revoke` })
    expect(await services.revokeTokens(tokens)).toEqual({ revoked: true })
    const sent = server.requests('/v2/revoke').map(({ form }) => form.get('token_type_hint'))
    expect(sent).toEqual(['refresh_token', 'access_token'])
    expect(reads(client)).toBe(2)
  })

  test('a session is not revoked where the metadata names no endpoint for it any more', async () => {
    const client = await connect()
    const tokens = await client.signIn()
    client.server.always('revocation', empty(404))
    moveTo(client, { revocation_endpoint: undefined })
    expect((await errorOf(client.services.revokeTokens(tokens))).status).toBe(404)
  })

  test.each(gone)('who signed in is asked at the new userinfo endpoint; the old one answers %s', async (...row) => {
    const client = await connect()
    const { server, services } = client
    const tokens = await client.signIn()
    server.always('userinfo', row[1])
    server.always('/v2/me', { body: { sub: 'person-1' } })
    moveTo(client, { userinfo_endpoint: `${server.origin}/v2/me` })
    expect((await services.fetchUserInfo(tokens)).sub).toBe('person-1')
    expect(reads(client)).toBe(2)
  })

  test('a refresh is sent to the new address: nobody at the old one can have used the refresh token up', async () => {
    for (const [, answer] of gone) {
      const client = await connect()
      const { server, services } = client
      const tokens = await client.signIn()
      server.always('token', answer)
      server.always('/v2/token', granted({ access_token: 'renewed' }))
      moveTo(client, { token_endpoint: `${server.origin}/v2/token` })
      const outcome = await services.refreshTokens(tokens)
      if (outcome.type !== 'refreshed') throw outcome.error
      expect(outcome.tokens.accessToken.reveal()).toBe('renewed')
      expect(server.requests('/v2/token')[0]?.form.get('refresh_token')).toBe(tokens.refreshToken?.reveal())
      expect(reads(client)).toBe(2)
    }
  })
})

describe('a first login that goes by metadata out of a cache reads it again, past the cache, and once', () => {
  test.each(gone)('its device authorization endpoint answers %s', async (_what, answer) => {
    const client = await connect()
    const { server, services, request } = client
    server.always('deviceAuthorization', answer)
    server.always('/v2/device', {
      body: { device_code: 'dc', user_code: 'NEW-CODE', verification_uri: 'https://id.example.com/', expires_in: 60 },
    })
    // What a cache still had.
    server.script('openidConfiguration', (_request, { issuer, endpoints }) => ({
      body: {
        issuer,
        token_endpoint: endpoints.tokenEndpoint,
        device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
      },
    }))
    moveTo(client, { device_authorization_endpoint: `${server.origin}/v2/device` })
    const authorization = await request()
    expect(authorization.userCode).toBe('NEW-CODE')
    server.script('token', granted())
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
    expect(server.requests('openidConfiguration').map(({ headers }) => headers['cache-control'])).toEqual([
      undefined,
      // As the fetch of Node says it.
      'max-age=0',
    ])
  })

  test('its token endpoint', async () => {
    const client = await connect()
    const { server, services, request } = client
    const authorization = await request()
    server.always('token', empty(404))
    server.always('/v2/token', granted())
    moveTo(client, { token_endpoint: `${server.origin}/v2/token` })
    await faultOf(services.pollToken(authorization, call))
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
    expect(reads(client)).toBe(2)
  })
})

describe('an endpoint whose connection was lost is a reason to read the metadata again at the next login', () => {
  test.each<[string, (client: Client, tokens: TokenSet) => Promise<unknown>]>([
    ['revocation', ({ services }, tokens) => services.revokeTokens(tokens)],
    ['userinfo', ({ services }, tokens) => services.fetchUserInfo(tokens)],
  ])('%s', async (endpoint, ask) => {
    const client = await connect()
    const tokens = await client.signIn()
    client.server.always(endpoint as EndpointName, reset())
    await ask(client, tokens).catch(() => {})
    expect(reads(client)).toBe(1)
    await client.request()
    await client.request()
    expect(reads(client)).toBe(2)
  })
})

describe('a server that is not there any more is not asked for its metadata again and again', () => {
  test('by the polls of one login', async () => {
    const client = await signedInOnce()
    const { server, services, request } = client
    const authorization = await request()
    server.always('token', empty(404))
    for (let poll = 0; poll < 5; poll += 1) await faultOf(services.pollToken(authorization, call))
    expect(reads(client)).toBe(2)
  })

  test('not even when it can not be had', async () => {
    const client = await signedInOnce()
    const { server, services, request } = client
    const authorization = await request()
    server.always('token', empty(404))
    server.always('openidConfiguration', empty(503))
    server.always('oauthServerMetadata', empty(503))
    for (let poll = 0; poll < 5; poll += 1)
      expect((await faultOf(services.pollToken(authorization, call))).status).toBe(404)
    expect(reads(client)).toBe(2)
  })

  test('nor when its first login finds no device flow, but once past the caches', async () => {
    const client = await connect()
    client.server.always('deviceAuthorization', empty(404))
    expect((await errorOf(client.request())).reason).toBe('unsupported')
    expect(reads(client)).toBe(2)
    expect((await errorOf(client.request())).reason).toBe('unsupported')
    expect(reads(client)).toBe(3)
  })
})

describe('what is no sign of an endpoint that is gone', () => {
  test.each<[string, ResponseSource]>([
    ['a pending 404 (C1)', pending({ status: 404 })],
    ['an OAuth error with 404', oauthError('invalid_client', { status: 404 })],
    ['a 403 page', html(403)],
    ['a 503', empty(503)],
  ])('%s', async (_what, answer) => {
    const client = await signedInOnce()
    await client.poll(answer).catch(() => {})
    expect(reads(client)).toBe(1)
  })

  test('a refresh that was refused is not tried at another address', async () => {
    const client = await connect()
    const { server, services } = client
    const tokens = await client.signIn()
    server.always('token', oauthError('invalid_grant', { status: 404 }))
    moveTo(client, { token_endpoint: `${server.origin}/v2/token` })
    expect(endOf(await services.refreshTokens(tokens)).reason).toBe('signedOut')
    expect(server.requests('/v2/token')).toHaveLength(0)
  })

  test('nor one whose connection was lost, since the server may have answered it', async () => {
    const client = await connect()
    const { server, services } = client
    const tokens = await client.signIn()
    server.always('token', { reset: true })
    moveTo(client, { token_endpoint: `${server.origin}/v2/token` })
    expect((await faultOf(services.refreshTokens(tokens))).reason).toBe('offline')
    expect(server.requests('/v2/token')).toHaveLength(0)
    expect(reads(client)).toBe(1)
  })
})

test('endpoints that the app named stay where they are', async () => {
  const { server, services, request } = await connect({ endpoints: ({ endpoints }) => endpoints })
  const authorization = await request()
  server.always('token', empty(404))
  await faultOf(services.pollToken(authorization, call))
  await faultOf(services.pollToken(authorization, call))
  expect(server.requests('token')).toHaveLength(2)
  expect(server.requests('openidConfiguration')).toHaveLength(0)
})
