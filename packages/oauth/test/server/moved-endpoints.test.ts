import { empty, granted, tokenSet } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, errorOf, faultOf } from '../support.ts'
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
    // The metadata was read for this very login: it is read once more, past the caches, and then ever more seldom.
    for (let poll = 0; poll < 3; poll += 1)
      expect((await faultOf(services.pollToken(authorization, call))).reason).toBe('offline')
    expect(reads(client)).toBe(3)
    moveTo(client, {})
    server.script('token', granted())
    expect((await services.pollToken(await request(), call)).type).toBe('granted')
    expect(reads(client)).toBe(4)
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

test('endpoints that the app named stay where they are', async () => {
  const { server, services, request } = await connect({ endpoints: ({ endpoints }) => endpoints })
  const authorization = await request()
  server.always('token', empty(404))
  await faultOf(services.pollToken(authorization, call))
  await faultOf(services.pollToken(authorization, call))
  expect(server.requests('token')).toHaveLength(2)
  expect(server.requests('openidConfiguration')).toHaveLength(0)
})
