import type { TokenSet } from '@device-flow/machine'
import { empty, granted, html, oauthError, pending, reset } from '@device-flow/testing'
import type { ResponseSource, EndpointName } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { call, connect, endOf, errorOf, faultOf } from '../support.ts'
import type { Client } from '../support.ts'
import { moveTo, reads, signedInOnce } from './moved.ts'

type Act = (client: Client, tokens: TokenSet) => Promise<unknown>

const MEMBERS: Partial<Record<EndpointName, string>> = {
  token: 'token_endpoint',
  revocation: 'revocation_endpoint',
  userinfo: 'userinfo_endpoint',
  deviceAuthorization: 'device_authorization_endpoint',
}

const ANSWERS: Partial<Record<EndpointName, ResponseSource>> = {
  token: granted(),
  revocation: empty(200),
  userinfo: { body: { sub: 'person-1' } },
  deviceAuthorization: {
    body: { device_code: 'dc', user_code: 'NEW-CODE', verification_uri: 'https://id.example.com/', expires_in: 60 },
  },
}

describe('an endpoint whose connection was lost is a reason to read the metadata again at the next login', () => {
  test.each<[string, Act]>([
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
    // At the first fault, the second, the fourth, …: it may be behind the server itself.
    for (let poll = 0; poll < 20; poll += 1) await faultOf(services.pollToken(authorization, call))
    expect(reads(client)).toBe(1 + 5)
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

describe('an endpoint that is gone is found by the first request after the metadata names its new address', () => {
  const lagging = [1, 2, 3, 5]
  const rows = lagging.flatMap((times): [EndpointName, number, string, Act][] => [
    ['token', times, 'a refresh', ({ services }, tokens) => services.refreshTokens(tokens)],
    ['revocation', times, 'a sign-out', ({ services }, tokens) => services.revokeTokens(tokens)],
    ['userinfo', times, 'user info', ({ services }, tokens) => services.fetchUserInfo(tokens)],
    ['deviceAuthorization', times, 'a start', ({ request }) => request()],
  ])
  test.each(rows)('%s, after %i times in vain, by %s', async (endpoint, times, _what, ask) => {
    const client = await connect()
    const { server } = client
    const tokens = await client.signIn()
    server.always(endpoint, empty(404))
    for (let time = 0; time < times; time += 1) await ask(client, tokens).catch(() => {})
    server.always('/v2', ANSWERS[endpoint]!)
    moveTo(client, { [MEMBERS[endpoint]!]: `${server.origin}/v2` })
    await ask(client, tokens)
    expect(server.requests('/v2').length).toBeGreaterThan(0)
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
