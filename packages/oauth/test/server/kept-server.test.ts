import { Secret } from '@device-flow/machine'
import type { DeviceAuthorization, PollOutcome } from '@device-flow/machine'
import { empty, granted, hang, html, pending } from '@device-flow/testing'
import type { ResponseSource, ScriptedServer } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import type { OAuthClientOptions } from '../../src/index.ts'
import { call, connect, faultOf } from '../support.ts'
import type { Client } from '../support.ts'
import { moveTo, reads } from './moved.ts'

/** What a store hands out of a login: the same, but of no process. */
function fromStore({
  deviceCode,
  asked,
  receivedAtMonotonic: _own,
  ...rest
}: DeviceAuthorization): DeviceAuthorization {
  const code = deviceCode.reveal()
  return { ...(JSON.parse(JSON.stringify(rest)) as DeviceAuthorization), deviceCode: new Secret(code), asked }
}

/** Polls as a process does that has just started. */
function pollAnew(
  { server, clock }: Client,
  authorization: DeviceAuthorization,
  options: Partial<OAuthClientOptions> = {},
): Promise<PollOutcome> {
  const settings = { clientId: 'client-1', scope: 'openid offline_access', clock, ...options }
  return createOAuthServices({ ...settings, issuer: server.issuer }).pollToken(authorization, call)
}

function takeDiscoveryDown(server: ScriptedServer, source: ResponseSource = empty(503)): void {
  server.always('openidConfiguration', source)
  server.always('oauthServerMetadata', source)
}

describe('a login that is taken up by another process is polled at once, by what the first one knew of the server (T30)', () => {
  test.each([
    ['while discovery is down', empty(503)],
    ['while discovery hangs', hang()],
  ])('%s, and its ID token is verified', async (_what, source) => {
    const client = await connect()
    const authorization = fromStore(await client.request())
    takeDiscoveryDown(client.server, source)
    client.server.script('token', granted())
    const outcome = await pollAnew(client, authorization)
    expect(outcome).toMatchObject({ type: 'granted', tokens: { claims: { sub: expect.any(String) } } })
    expect(reads(client)).toBe(1)
  })

  test('with the client secret where that server wants it', async () => {
    const client = await connect({
      server: { metadata: { token_endpoint_auth_methods_supported: ['client_secret_post'] } },
    })
    const authorization = fromStore(await client.request())
    takeDiscoveryDown(client.server)
    client.server.script('token', pending())
    await pollAnew(client, authorization, { clientAuth: { clientSecret: 'a-secret-of-the-client' } } as object)
    expect(client.server.requests('token')[0]?.form.get('client_secret')).toBe('a-secret-of-the-client')
  })

  test('and discovery is asked once the token endpoint is gone', async () => {
    const client = await connect()
    const authorization = fromStore(await client.request())
    client.server.always('token', empty(404))
    client.server.always('/v2/token', granted())
    moveTo(client, { token_endpoint: `${client.server.origin}/v2/token` })
    const { server, clock } = client
    const services = createOAuthServices({ clientId: 'client-1', clock, issuer: server.issuer, scope: 'openid' })
    expect(await faultOf(services.pollToken(authorization, call))).toMatchObject({ status: 404 })
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
    expect(reads(client)).toBe(2)
  })
})

describe('a login that was taken up goes on after a 404 of its token endpoint, whatever stands in the place of the metadata (T30)', () => {
  test.each<[string, ResponseSource]>([
    ['nothing', empty(404)],
    ['an outage', empty(503)],
    ['a page', html(200)],
    ['JSON of a gateway', { body: { status: 'ok' } }],
    [
      'metadata of another issuer',
      { body: { issuer: 'https://other.example', token_endpoint: 'https://other.example/t' } },
    ],
  ])('%s', async (_what, source) => {
    const client = await connect()
    const { server, clock } = client
    const authorization = fromStore(await client.request())
    takeDiscoveryDown(server, source)
    server.script('token', empty(404), empty(404), granted())
    const services = createOAuthServices({ clientId: 'client-1', clock, issuer: server.issuer, scope: 'openid' })
    for (let poll = 0; poll < 2; poll += 1)
      expect(await faultOf(services.pollToken(authorization, call))).toMatchObject({ status: 404 })
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
  })

  test('and its new token endpoint is found once the metadata is back', async () => {
    const client = await connect()
    const { server, clock } = client
    const authorization = fromStore(await client.request())
    server.always('token', empty(404))
    server.always('/v2/token', granted())
    takeDiscoveryDown(server, empty(404))
    const services = createOAuthServices({ clientId: 'client-1', clock, issuer: server.issuer, scope: 'openid' })
    await faultOf(services.pollToken(authorization, call))
    moveTo(client, { token_endpoint: `${server.origin}/v2/token` })
    await clock.advance(10_000)
    await faultOf(services.pollToken(authorization, call))
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
  })
})

test('metadata that cannot be read is asked for ever more seldom, while the token endpoint is gone at each poll', async () => {
  const client = await connect()
  const { server, clock } = client
  const authorization = fromStore(await client.request())
  takeDiscoveryDown(server, empty(404))
  server.always('token', empty(404))
  const services = createOAuthServices({ clientId: 'client-1', clock, issuer: server.issuer, scope: 'openid' })
  const before = reads(client)
  const readAt: number[] = []
  for (let second = 0; second < 300; second += 5) {
    const known = reads(client)
    await faultOf(services.pollToken(authorization, call))
    if (reads(client) > known) readAt.push(second)
    await clock.advance(5_000)
  }
  expect(readAt).toEqual([0, 10, 30, 70, 130, 190, 250])
  expect(reads(client) - before).toBe(7)
})

describe('what is kept of a server is judged as its metadata is: else discovery is asked', () => {
  test.each<[string, (kept: Record<string, unknown>) => unknown]>([
    ['of another issuer', (kept) => ({ ...kept, issuer: 'https://other.example' })],
    ['without a token endpoint', ({ token_endpoint: _gone, ...kept }) => kept],
    ['with a token endpoint that is no address', (kept) => ({ ...kept, token_endpoint: 'javascript:alert(1)' })],
    ['with a token endpoint in clear', (kept) => ({ ...kept, token_endpoint: 'http://other.example/token' })],
    ['that is no object', () => 'https://other.example/token'],
    ['that is null', () => null],
    ['that is no JSON', () => undefined],
  ])('%s', async (_what, change) => {
    const client = await connect()
    const authorization = fromStore(await client.request())
    client.server.script('token', pending())
    const kept = JSON.stringify(change(JSON.parse(authorization.server ?? ''))) ?? '{'
    expect((await pollAnew(client, { ...authorization, server: kept })).type).toBe('pending')
    expect(reads(client)).toBe(2)
  })

  test('nor is that of a server which the app names by its endpoints', async () => {
    const client = await connect()
    const { server, clock } = client
    const authorization = fromStore(await client.request())
    const moved = `${server.origin}/named/token`
    server.script('/named/token', pending())
    const services = createOAuthServices({
      clientId: 'client-1',
      clock,
      endpoints: { ...server.endpoints, tokenEndpoint: moved },
    })
    expect((await services.pollToken(authorization, call)).type).toBe('pending')
    expect(server.requests('token')).toHaveLength(0)
  })

  test('a token endpoint that the app names wins over the kept one', async () => {
    const client = await connect()
    const { server, clock } = client
    const authorization = fromStore(await client.request())
    takeDiscoveryDown(server)
    server.script('/named/token', pending())
    const endpoints = { tokenEndpoint: `${server.origin}/named/token` }
    const services = createOAuthServices({ clientId: 'client-1', clock, issuer: server.issuer, endpoints })
    expect((await services.pollToken(authorization, call)).type).toBe('pending')
  })

  test.each(['token_endpoint', 'revocation_endpoint', 'jwks_uri'])(
    'with a %s of another host: neither the code nor the client secret goes there',
    async (member) => {
      const client = await connect()
      const { server } = client
      const other = await connect()
      const authorization = fromStore(await client.request())
      const edited = { ...JSON.parse(authorization.server ?? ''), [member]: `${other.server.origin}/elsewhere` }
      const kept = { ...authorization, server: JSON.stringify(edited) }
      const secret = { clientAuth: { clientSecret: 'a-secret-of-the-client' } } as object
      takeDiscoveryDown(server)
      expect((await faultOf(pollAnew(client, kept, secret))).reason).toBe('serverError')
      moveTo(client, {})
      server.script('token', pending())
      expect((await pollAnew(client, kept, secret)).type).toBe('pending')
      expect(other.server.requests()).toHaveLength(0)
      expect(server.requests('token')).toHaveLength(1)
    },
  )

  test('with the token endpoint on another host, where the metadata says so too: it is asked first', async () => {
    const elsewhere = await connect()
    const client = await connect({ server: { metadata: { token_endpoint: `${elsewhere.server.origin}/token` } } })
    const authorization = fromStore(await client.request())
    elsewhere.server.script('token', pending())
    expect((await pollAnew(client, authorization)).type).toBe('pending')
    expect(reads(client)).toBe(2)
  })

  test('one on another host that the app names needs no metadata', async () => {
    const client = await connect()
    const elsewhere = await connect()
    const { server, clock } = client
    const authorization = fromStore(await client.request())
    takeDiscoveryDown(server)
    elsewhere.server.script('token', pending())
    const { tokenEndpoint } = elsewhere.server.endpoints
    const services = createOAuthServices({
      clientId: 'client-1',
      clock,
      issuer: server.issuer,
      endpoints: { tokenEndpoint },
    })
    expect((await services.pollToken(authorization, call)).type).toBe('pending')
  })

  test('nothing but when the code runs out is kept where nothing was read', async () => {
    const { request } = await connect({ endpoints: ({ endpoints }) => endpoints })
    expect(JSON.parse((await request()).server ?? '')).toEqual({ code_expires_at: expect.any(Number) as number })
  })
})

test('a process that knows the server itself goes by what it knows', async () => {
  const client = await connect()
  const { server, services } = client
  await client.request()
  const authorization = fromStore(await client.request())
  const kept = JSON.stringify({
    ...JSON.parse(authorization.server ?? ''),
    token_endpoint: `${server.origin}/elsewhere`,
  })
  server.script('token', pending())
  expect((await services.pollToken({ ...authorization, server: kept }, call)).type).toBe('pending')
  expect(server.requests('/elsewhere')).toHaveLength(0)
})
