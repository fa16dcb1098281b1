import { empty, pending } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { call, connect, drive, errorOf, faultOf, nestedJson } from '../support.ts'

describe('a server that is not set up for the device flow is told apart from a bad network', () => {
  test.each<[string, ResponseSource]>([
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

  test('a text instead of one, also when it is asked for again a second later (A7)', async () => {
    const client = await connect()
    const { server, request, clock } = client
    server.always('openidConfiguration', { status: 200, body: 'Welcome' })
    server.always('oauthServerMetadata', { status: 200, body: 'Welcome' })
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
})

test('a login that was kept without its server does not end with it: the next poll reads the metadata again (A7)', async () => {
  const { services, server, request } = await connect()
  const { server: _notKept, ...authorization } = await request()
  const restored = createOAuthServices({ issuer: server.issuer, clientId: 'client-1' })
  server.script('openidConfiguration', empty(404))
  server.script('oauthServerMetadata', empty(404))
  expect(await faultOf(restored.pollToken(authorization, call))).toMatchObject({
    reason: 'invalidResponse',
    message: expect.stringContaining('has no metadata document (HTTP 404)'),
    status: 404,
  })
  server.always('token', pending())
  expect((await restored.pollToken(authorization, call)).type).toBe('pending')
  expect((await services.pollToken(authorization, call)).type).toBe('pending')
})
