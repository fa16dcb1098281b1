import { empty, hang, html, oauthError, redirect, reset, retryAfter, tokenSet } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, drive, errorOf, faultOf } from '../support.ts'

test('signing out revokes the refresh token, then the access token (F12, RFC 7009)', async () => {
  const { services, server } = await connect()
  expect(await services.revokeTokens(tokenSet())).toEqual({ revoked: true })
  expect(server.requests('revocation').map(({ form }) => Object.fromEntries(form))).toEqual([
    { token: 'refresh-token-1', token_type_hint: 'refresh_token', client_id: 'client-1' },
    { token: 'access-token-1', token_type_hint: 'access_token', client_id: 'client-1' },
  ])
})

test('a session without a refresh token has its access token revoked', async () => {
  const { services, server } = await connect()
  expect(await services.revokeTokens(tokenSet({ refreshToken: null }))).toEqual({ revoked: true })
  expect(server.requests('revocation').map(({ form }) => form.get('token'))).toEqual(['access-token-1'])
})

test('a server that revokes nothing is not asked to, and that is told', async () => {
  const { services, server } = await connect({ server: { metadata: { revocation_endpoint: undefined } } })
  expect(await services.revokeTokens(tokenSet())).toEqual({
    revoked: false,
    problem: expect.objectContaining({ reason: 'unsupported', field: 'revocation_endpoint' }),
  })
  expect(server.requests('revocation')).toHaveLength(0)
})

const withoutIt: ResponseSource = (_request, { endpoints, issuer }) => ({
  body: {
    issuer,
    device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
    token_endpoint: endpoints.tokenEndpoint,
  },
})

describe('a revocation endpoint that the OpenID metadata lacks', () => {
  test('is found in the OAuth metadata, which is read once, and at the sign-out only (RFC 8414)', async () => {
    const { services, server, signIn } = await connect()
    server.always('openidConfiguration', withoutIt)
    const tokens = await signIn()
    expect(server.requests('oauthServerMetadata')).toHaveLength(0)
    const outcomes = await Promise.all([services.revokeTokens(tokens), services.revokeTokens(tokenSet())])
    expect(outcomes).toEqual([{ revoked: true }, { revoked: true }])
    expect(server.requests('oauthServerMetadata')).toHaveLength(1)
    expect(server.requests('revocation')).toHaveLength(4)
  })

  test.each<[string, ResponseSource]>([
    [
      'of another issuer (RFC 8414 §3.3)',
      {
        body: {
          issuer: 'https://evil.example.com',
          token_endpoint: 'https://evil.example.com/t',
          revocation_endpoint: 'https://evil.example.com/r',
        },
      },
    ],
    ['that is not there', empty(404)],
    ['that cannot be had now', reset()],
  ])('is not taken from a document %s', async (_what, answer) => {
    const { services, server } = await connect()
    server.always('openidConfiguration', withoutIt)
    server.always('oauthServerMetadata', answer)
    expect(await services.revokeTokens(tokenSet())).toMatchObject({
      revoked: false,
      problem: { field: 'revocation_endpoint' },
    })
    expect(server.requests('revocation')).toHaveLength(0)
  })
})

test('a server that can not revoke that type of token is no failure, and that is told', async () => {
  const { services, server } = await connect()
  server.always('revocation', oauthError('unsupported_token_type'))
  expect(await services.revokeTokens(tokenSet())).toEqual({
    revoked: false,
    problem: expect.objectContaining({ error: 'unsupported_token_type' }),
  })
  expect(server.requests('revocation')).toHaveLength(2)
})

test('an access token that lives on is no failure: it expires by itself', async () => {
  const { services, server } = await connect()
  server.script('revocation', empty(200), empty(500))
  expect(await services.revokeTokens(tokenSet())).toEqual({ revoked: true })
  expect(server.requests('revocation')).toHaveLength(2)
})

describe('an app is told when the refresh token may still work, and the access token is revoked all the same', () => {
  test.each<[string, ResponseSource, object]>([
    ['a reset', reset(), { reason: 'offline' }],
    ['a 500', empty(500), { reason: 'serverError', status: 500 }],
    ['a redirect (H5)', redirect('https://evil.example.com/'), { reason: 'invalidResponse', status: 302 }],
    ['a 503 that asks for a long wait', retryAfter(60), { reason: 'serverError', retryAfterMs: 60_000 }],
  ])('%s', async (_what, answer, expected) => {
    const { services, server } = await connect()
    server.script('revocation', answer)
    expect(await faultOf(services.revokeTokens(tokenSet()))).toMatchObject(expected)
    expect(server.requests('revocation')).toHaveLength(2)
  })

  test.each<[string, ResponseSource, object]>([
    [
      'invalid_client',
      oauthError('invalid_client', { status: 401 }),
      { reason: 'unsupported', error: 'invalid_client' },
    ],
    ['invalid_request', oauthError('invalid_request'), { reason: 'refused', error: 'invalid_request' }],
    ['a page', html(404), { reason: 'invalidResponse', status: 404 }],
  ])('%s', async (_what, answer, expected) => {
    const { services, server } = await connect()
    server.script('revocation', answer)
    expect(await errorOf(services.revokeTokens(tokenSet()))).toMatchObject(expected)
    expect(server.requests('revocation')).toHaveLength(2)
  })

  test('a server that does not answer', async () => {
    const { services, server, clock } = await connect({ requestTimeoutMs: 4000 })
    server.always('revocation', hang())
    const startedAt = clock.now()
    const fault = faultOf(services.revokeTokens(tokenSet()))
    await server.waitForRequest('revocation')
    await clock.advance(500)
    await server.waitForRequest('revocation', 2)
    await clock.runUntilIdle()
    expect(await fault).toMatchObject({ reason: 'timeout', receivedAt: startedAt + 4000 })
    expect(clock.now()).toBe(startedAt + 4500)
  })
})

test("the server's own words say why a session may live on (case 16)", async () => {
  const { services, server } = await connect()
  const words: [object, string][] = [
    [{ error: { code: 'LOCKED', message: 'Tenant is locked.' } }, '(HTTP 403 LOCKED “Tenant is locked.”)'],
    [{ detail: 'Not authenticated' }, '(HTTP 403 “Not authenticated”)'],
    [{ error: { code: 'invalid_client', message: 'Unknown.' } }, '(invalid_client: Unknown.)'],
  ]
  for (const [body, quoted] of words) {
    server.always('revocation', { status: 403, body })
    expect((await errorOf(services.revokeTokens(tokenSet()))).message).toContain(quoted)
  }
})

test('an access token does not live on because the server is slow with the refresh token', async () => {
  const { services, server, clock } = await connect()
  server.script('revocation', hang())
  const revoked = faultOf(services.revokeTokens(tokenSet()))
  await server.waitForRequest('revocation')
  await clock.advance(499)
  expect(server.requests('revocation')).toHaveLength(1)
  await clock.advance(1)
  await server.waitForRequest('revocation', 2)
  expect(server.requests('revocation').map(({ form }) => form.get('token'))).toEqual([
    'refresh-token-1',
    'access-token-1',
  ])
  await clock.runUntilIdle()
  expect((await revoked).reason).toBe('timeout')
})

test('a server that asks for up to 3 s is asked once more (RFC 7009 §2.2.1)', async () => {
  const client = await connect()
  const { services, server } = client
  server.script('revocation', retryAfter(3))
  await drive(client, services.revokeTokens(tokenSet()))
  expect(server.requests('revocation').map(({ form }) => form.get('token'))).toEqual([
    'refresh-token-1',
    'access-token-1',
    'refresh-token-1',
  ])
})
