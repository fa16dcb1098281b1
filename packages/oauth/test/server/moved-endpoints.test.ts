import type { TokenSet } from '@device-flow/machine'
import { empty, granted, html, oauthError, pending, reset } from '@device-flow/testing'
import type { ResponseSource, EndpointName, ServerEndpoints } from '@device-flow/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { createSigningKey } from '../signing-key.ts'
import type { SigningKey } from '../signing-key.ts'
import { call, connect, drive, endOf, errorOf, faultOf } from '../support.ts'
import type { Client } from '../support.ts'

const reads = ({ server }: Client): number => server.requests('openidConfiguration').length

/** From now on, the metadata names other endpoints. */
function moveTo(client: Client, moved: Record<string, unknown>): void {
  client.server.always('openidConfiguration', (_request, { issuer, endpoints }) => ({
    body: { issuer, ...wireNames(endpoints), ...moved },
  }))
}

function wireNames(endpoints: ServerEndpoints): object {
  return {
    token_endpoint: endpoints.tokenEndpoint,
    device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
    revocation_endpoint: endpoints.revocationEndpoint,
    jwks_uri: endpoints.jwksUri,
  }
}

/** A client that has signed in once, and the address of its server for what has moved since. */
async function signedInOnce(): Promise<Client & { at: (path: string) => string }> {
  const client = await connect()
  await client.signIn()
  return { ...client, at: (path) => `${client.server.origin}${path}` }
}

const gone: [string, ResponseSource][] = [
  ['a bare 404', empty(404)],
  ['a 404 page', html(404)],
  ['a 410', empty(410)],
  ['a 404 in JSON', oauthError('Not Found', { status: 404 })],
  ['a 404 with a code that OAuth does not have', oauthError('no_route', { status: 404 })],
]

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
    // The metadata was read for this very login: it is not read again for it.
    expect((await faultOf(services.pollToken(authorization, call))).reason).toBe('offline')
    expect(reads(client)).toBe(1)
    moveTo(client, {})
    server.script('token', granted())
    expect((await services.pollToken(await request(), call)).type).toBe('granted')
    expect(reads(client)).toBe(2)
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

describe('an endpoint that is not to be reached is a reason to read the metadata again at the next login', () => {
  test.each<[string, (client: Client, tokens: TokenSet) => Promise<unknown>]>([
    ['revocation', ({ services }, tokens) => services.revokeTokens(tokens)],
    ['userinfo', ({ services }, tokens) => services.fetchUserInfo(tokens)],
  ])('%s', async (endpoint, ask) => {
    for (const answer of [empty(404), empty(410), reset()]) {
      const client = await connect()
      const tokens = await client.signIn()
      client.server.always(endpoint as EndpointName, answer)
      await ask(client, tokens).catch(() => {})
      expect(reads(client)).toBe(1)
      await client.request()
      await client.request()
      expect(reads(client)).toBe(2)
    }
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

  test('nor when its first login finds no device flow: what it says was read just now', async () => {
    const client = await connect()
    client.server.always('deviceAuthorization', empty(404))
    expect((await errorOf(client.request())).reason).toBe('unsupported')
    expect(reads(client)).toBe(1)
    expect((await errorOf(client.request())).reason).toBe('unsupported')
    expect(reads(client)).toBe(2)
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

describe('no approval and no session is lost to an ID token that the metadata read before could not know (cases 7, 13)', () => {
  const es256 = ['ES256']
  let key: SigningKey
  beforeAll(async () => void (key = await createSigningKey('ES256')))

  /** From now on, the server signs with a new key: where it is published, and by which algorithm, only the metadata of today says. */
  async function signAnew(client: Client, jwksPath: string): Promise<ResponseSource> {
    const { server } = client
    server.always(jwksPath as EndpointName, { body: { keys: [key.published({ kid: 'new' })] } })
    moveTo(client, { jwks_uri: `${server.origin}${jwksPath}`, id_token_signing_alg_values_supported: es256 })
    return granted({ id_token: await key.sign(server.issuer, {}, { kid: 'new' }) })
  }

  test('a second login is signed in, after one more reading of the metadata', async () => {
    const client = await signedInOnce()
    const tokens = await client.signIn(await signAnew(client, '/v2/keys'))
    expect(tokens.claims?.sub).toBe('person-1')
    expect(reads(client)).toBe(2)
    expect(client.server.requests('revocation')).toHaveLength(0)
  })

  test('a session is renewed, and held to the same person', async () => {
    const client = await connect()
    const { server, services } = client
    const tokens = await client.signIn()
    server.script('token', await signAnew(client, '/v2/keys'))
    const renewed = await services.refreshTokens(tokens)
    expect(renewed).toMatchObject({ type: 'refreshed', tokens: { claims: { sub: 'person-1' } } })
    expect(reads(client)).toBe(2)
    const other = await key.sign(server.issuer, { sub: 'person-2' }, { kid: 'new' })
    server.script('token', granted({ id_token: other }))
    expect(endOf(await services.refreshTokens(tokens))).toMatchObject({ reason: 'invalidIdToken', field: 'sub' })
  })

  test.each(gone)('a second login finds keys that have moved, where the old address is %s', async (_what, answer) => {
    const client = await signedInOnce()
    const { server } = client
    server.rotateKey()
    const body = await server.jwks()
    server.always('jwks', answer)
    server.always('/v2/keys', { body })
    moveTo(client, { jwks_uri: `${server.origin}/v2/keys` })
    const authorization = await client.request()
    server.script('token', granted())
    const outcome = await drive(client, client.services.pollToken(authorization, call))
    expect(outcome).toMatchObject({ type: 'granted', tokens: { claims: { sub: 'person-1' } } })
    expect(reads(client)).toBe(2)
  })

  const evil = 'https://evil.example.com'
  test.each<[string, string, Record<string, unknown>, (client: Client) => ResponseSource | Promise<ResponseSource>]>([
    ['alg', 'says nothing else', {}, () => granted({}, { alg: 'none' })],
    ['signature', 'says nothing else', {}, () => granted({}, { key: 'foreign' })],
    ['iss', 'says nothing else', {}, () => granted({}, { claims: { iss: evil } })],
    [
      'alg',
      'is of another issuer',
      { issuer: evil, id_token_signing_alg_values_supported: es256 },
      async ({ server }) => granted({ id_token: await key.sign(server.issuer) }),
    ],
  ])('one with a bad %s is refused where the metadata %s, and its tokens are revoked', async (...row) => {
    const [field, , moved, answer] = row
    const client = await signedInOnce()
    moveTo(client, moved)
    const outcome = await client.poll(await answer(client))
    expect(endOf(outcome)).toMatchObject({ reason: 'invalidIdToken', field })
    expect(client.server.requests('revocation')).toHaveLength(2)
    expect(reads(client)).toBeLessThanOrEqual(2)
  })

  test('a login that has read the metadata itself does not read it again for one', async () => {
    const client = await connect()
    expect(endOf(await client.poll(granted({}, { alg: 'none' }))).field).toBe('alg')
    expect(reads(client)).toBe(1)
  })
})
