import type { TokenSet } from '@device-flow/machine'
import { empty, granted, hang, html, oauthError, pending, redirect, reset } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { call, connect, drive, endOf, errorOf, failure, faultOf } from '../support.ts'
import type { Client } from '../support.ts'
import { moveTo, reads } from './moved.ts'

const leadingTo = (path: string, status: number): ResponseSource => redirect(path, status)

/** What says at once that the endpoint is elsewhere. */
const elsewhere: [string, ResponseSource][] = [
  ...[301, 302, 307, 308].map((status): [string, ResponseSource] => [`a ${status}`, leadingTo('/elsewhere', status)]),
  ['a 308 to another host', redirect('https://elsewhere.example/token', 308)],
  ['a 421', empty(421)],
]

/** What says so when it is repeated. */
const faults: [string, ResponseSource][] = [
  ['a 503', empty(503)],
  ['a 501', empty(501)],
  ['a 403 page', html(403)],
  ['a 400 in words', { status: 400, body: { message: 'This tenant was moved' } }],
  ['a parking page', html(200)],
  ['a lost connection', reset()],
]

const device = { device_code: 'dc', user_code: 'NEW-CODE', verification_uri: 'https://id.example.com/', expires_in: 60 }

/** How often each address was asked that a redirect led to: never, as what is sent is secret. */
const leaks = ({ server }: Client): number => server.requests('/elsewhere').length

describe('a login that is under way goes on where the metadata says that the token endpoint is now (case 13)', () => {
  test.each([...elsewhere.map((row) => [...row, 1] as const), ...faults.map((row) => [...row, 2] as const)])(
    'after %s',
    async (_what, answer, times) => {
      const client = await connect()
      const { server, services, request } = client
      const authorization = await request()
      server.script('token', pending())
      await services.pollToken(authorization, call)
      server.always('token', answer)
      server.always('/v2/token', granted())
      moveTo(client, { token_endpoint: `${server.origin}/v2/token` })
      for (let poll = 0; poll < times; poll += 1) await faultOf(services.pollToken(authorization, call))
      // Not at once: that would be an early poll.
      expect(server.requests('/v2/token')).toHaveLength(0)
      expect((await services.pollToken(authorization, call)).type).toBe('granted')
      expect(leaks(client)).toBe(0)
      expect(reads(client)).toBe(2)
    },
  )

  test.each(elsewhere)('before the first answer, too, after %s, and after a restart', async (_what, answer) => {
    const { server, request } = await connect()
    const authorization = await request()
    server.always('token', answer)
    server.always('/v2/token', granted())
    moveTo({ server }, { token_endpoint: `${server.origin}/v2/token` })
    const services = createOAuthServices({ clientId: 'client-1', scope: 'openid', issuer: server.issuer })
    await faultOf(services.pollToken(authorization, call))
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
  })

  test('though the metadata names the new address some faults later', async () => {
    const client = await connect()
    const { server, services, request } = client
    const authorization = await request()
    server.always('token', empty(421))
    server.always('/v2/token', granted())
    await faultOf(services.pollToken(authorization, call))
    moveTo(client, { token_endpoint: `${server.origin}/v2/token` })
    await faultOf(services.pollToken(authorization, call))
    expect((await services.pollToken(authorization, call)).type).toBe('granted')
  })

  test('a wrong address is told of only where the metadata could be read again, and still names it', async () => {
    const client = await connect()
    const { server, services, request } = client
    const authorization = await request()
    server.always('token', leadingTo('/elsewhere', 308))
    server.always('openidConfiguration', empty(503))
    server.always('oauthServerMetadata', empty(503))
    for (let poll = 0; poll < 4; poll += 1) await faultOf(services.pollToken(authorization, call))
    moveTo(client, {})
    await client.clock.advance(60_000)
    await faultOf(services.pollToken(authorization, call))
    expect(endOf(await services.pollToken(authorization, call)).field).toBe('token_endpoint')
  })

  test('metadata that hangs keeps no poll for longer than 3 s', async () => {
    const client = await connect()
    const { server, services, request, clock } = client
    const authorization = await request()
    server.always('token', empty(503))
    server.always('openidConfiguration', hang())
    await faultOf(services.pollToken(authorization, call))
    const startedAt = clock.now()
    const fault = await drive(client, failure(services.pollToken(authorization, call)), 'openidConfiguration')
    expect(fault).toMatchObject({ status: 503 })
    expect(clock.now() - startedAt).toBeLessThanOrEqual(3000)
  })
})

async function connectToMoved(answer: ResponseSource): Promise<Client & { tokens: TokenSet }> {
  const client = await connect()
  const { server } = client
  const tokens = await client.signIn()
  server.always('token', answer)
  server.always('/v2/token', granted())
  moveTo(client, { token_endpoint: `${server.origin}/v2/token` })
  return { ...client, tokens }
}

describe('a session is renewed where the metadata says that the token endpoint is now', () => {
  test.each(elsewhere)('at once after %s, which has used nothing up', async (_what, answer) => {
    const client = await connect()
    const { server, services } = client
    const tokens = await client.signIn()
    server.always('token', answer)
    server.always('/v2/token', granted())
    moveTo(client, { token_endpoint: `${server.origin}/v2/token` })
    expect((await services.refreshTokens(tokens)).type).toBe('refreshed')
    expect(server.requests('/v2/token')).toHaveLength(1)
    expect(leaks(client)).toBe(0)
  })

  test.each([...faults.slice(0, 1), ...faults.slice(2, 4)])(
    'by the second refresh, after %s',
    async (_what, answer) => {
      const { server, services, tokens } = await connectToMoved(answer)
      await faultOf(services.refreshTokens(tokens))
      expect((await services.refreshTokens(tokens)).type).toBe('refreshed')
      expect(server.requests('/v2/token')).toHaveLength(1)
    },
  )

  test.each([...faults.slice(1, 2), ...faults.slice(4)])(
    'by the third refresh after %s, which may have used the token up',
    async (_what, answer) => {
      const { server, services, tokens } = await connectToMoved(answer)
      await faultOf(services.refreshTokens(tokens))
      await faultOf(services.refreshTokens(tokens))
      expect(server.requests('/v2/token')).toHaveLength(0)
      expect((await services.refreshTokens(tokens)).type).toBe('refreshed')
    },
  )
})

describe('so are the other endpoints', () => {
  test.each(elsewhere)('for a code, after %s', async (_what, answer) => {
    const client = await connect()
    const { server, request } = client
    server.always('deviceAuthorization', answer)
    server.always('/v2/device', { body: device })
    moveTo(client, { device_authorization_endpoint: `${server.origin}/v2/device` })
    expect((await request()).userCode).toBe('NEW-CODE')
    expect(leaks(client)).toBe(0)
  })

  test('revocation, after a 308', async () => {
    const client = await connect()
    const { server, services } = client
    const tokens = await client.signIn()
    server.always('revocation', leadingTo('/elsewhere', 308))
    server.always('/v2/revoke', empty(200))
    moveTo(client, { revocation_endpoint: `${server.origin}/v2/revoke` })
    expect(await services.revokeTokens(tokens)).toEqual({ revoked: true })
  })

  test('user info, after the second 503', async () => {
    const client = await connect()
    const { server, services } = client
    const tokens = await client.signIn()
    server.always('userinfo', empty(503))
    server.always('/v2/me', { body: { sub: 'person-1' } })
    moveTo(client, { userinfo_endpoint: `${server.origin}/v2/me` })
    await failure(services.fetchUserInfo(tokens))
    expect((await services.fetchUserInfo(tokens)).sub).toBe('person-1')
  })

  test('a code, by the start after the second 503', async () => {
    const client = await connect()
    const { server, request } = client
    server.always('deviceAuthorization', empty(503))
    await failure(request())
    server.always('/v2/device', { body: device })
    moveTo(client, { device_authorization_endpoint: `${server.origin}/v2/device` })
    expect((await request()).userCode).toBe('NEW-CODE')
  })
})

test('an OAuth error is an answer: the metadata is not read for it, however often it comes', async () => {
  const client = await connect()
  const tokens = await client.signIn()
  client.server.always('token', oauthError('temporarily_unavailable', { status: 503 }))
  for (let refresh = 0; refresh < 4; refresh += 1) await faultOf(client.services.refreshTokens(tokens))
  client.server.always('revocation', oauthError('invalid_client', { status: 401 }))
  for (let time = 0; time < 4; time += 1) await errorOf(client.services.revokeTokens(tokens))
  expect(reads(client)).toBe(1)
})
