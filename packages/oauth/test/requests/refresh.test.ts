import {
  empty,
  granted,
  hang,
  html,
  oauthError,
  redirect,
  reset,
  retryAfter,
  slowDown,
  tokenSet,
} from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, endOf, faultOf } from '../support.ts'

test('a session is renewed, and a rotated refresh token takes the place of the old one (RFC 6749 §6)', async () => {
  const { services, signIn, server, clock } = await connect()
  const tokens = await signIn()
  await clock.advance(3_000_000)
  const outcome = await services.refreshTokens(tokens)
  expect(outcome).toMatchObject({
    type: 'refreshed',
    tokens: { receivedAt: clock.now(), expiresAt: clock.now() + 3_600_000, claims: { sub: 'person-1' } },
  })
  if (outcome.type !== 'refreshed') return
  expect(outcome.tokens.accessToken.reveal()).toBe('access-token-2')
  expect(outcome.tokens.refreshToken?.reveal()).toBe('refresh-token-2')
  expect(Object.fromEntries(server.requests('token')[1]?.form ?? [])).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'refresh-token-1',
    client_id: 'client-1',
  })
})

test('what the answer leaves out is not made up: the chart keeps it from before, but for the old expiry (F4)', async () => {
  const { services, signIn, server } = await connect()
  const tokens = await signIn()
  server.script('token', { body: { access_token: 'new', token_type: 'Bearer' } })
  const outcome = await services.refreshTokens(tokens)
  if (outcome.type !== 'refreshed') throw outcome.error
  expect(outcome.tokens.accessToken.reveal()).toBe('new')
  expect(Object.keys(outcome.tokens).toSorted()).toEqual(['accessToken', 'receivedAt', 'tokenType'])
})

describe('a session that has ended at the server is signed out', () => {
  test.each(['invalid_grant', 'bad_refresh_token', 'expired_token', 'token_expired'])('%s', async (code) => {
    const { services, server } = await connect()
    server.script('token', oauthError(code, { status: 403, description: 'Revoked.' }))
    const error = endOf(await services.refreshTokens(tokenSet()))
    expect(error).toMatchObject({ reason: 'signedOut', error: code, errorDescription: 'Revoked.', status: 403 })
    expect(error.message).toContain('Sign in again')
  })

  test('so is one without a refresh token, and nothing is sent', async () => {
    const { services, server } = await connect()
    const outcome = await services.refreshTokens(tokenSet({ refreshToken: null }))
    expect(endOf(outcome).reason).toBe('signedOut')
    expect(server.requests()).toHaveLength(0)
  })
})

test.each([
  ['invalid_client', 'unsupported'],
  ['unauthorized_client', 'unsupported'],
  ['invalid_scope', 'unsupported'],
  ['access_denied', 'denied'],
])('%s on refresh is %s', async (code, reason) => {
  const { services, server } = await connect()
  server.script('token', oauthError(code, { status: 401 }))
  expect(endOf(await services.refreshTokens(tokenSet()))).toMatchObject({ reason, error: code })
})

test.each([
  ['invalid_request', 400],
  ['forbidden', 400],
  ['forbidden', 403],
  ['invalid_token', 401],
  ['interaction_required', 400],
  ['something_of_its_own', 404],
])(
  '%s with %d, which says nothing of the session, refuses a refresh and ends nothing: the next may succeed (R13)',
  async (...row) => {
    const [code, status] = row
    const { services, server } = await connect()
    server.script('token', oauthError(code, { status, description: 'No way.' }))
    const fault = await faultOf(services.refreshTokens(tokenSet()))
    // The server has refused: the refresh token is not used up by that.
    expect(fault).toMatchObject({ reason: 'invalidResponse', error: code, status, sentAt: undefined })
    expect(fault.message).toMatch(/^The token endpoint at \S+ refused \(\w+: No way\.\)\.$/)
  },
)

describe('a network that fails does not sign anybody out (F5)', () => {
  test.each<[string, ResponseSource, object]>([
    ['a reset', reset(), { reason: 'offline' }],
    ['a 502 page', html(502), { reason: 'serverError' }],
    ['a 503 that says when', retryAfter(5), { reason: 'serverError', retryAfterMs: 5000 }],
    ['a plain 429', empty(429), { reason: 'rateLimited' }],
    ['slow_down', slowDown(), { reason: 'rateLimited' }],
    ['a captive portal', html(200), { reason: 'invalidResponse' }],
    ['a 404 page', html(404), { reason: 'invalidResponse', mayBeInFront: true }],
    ['a firewall', html(403), { reason: 'invalidResponse', mayBeInFront: true }],
    ['a server that says no, and not why', empty(400), { reason: 'invalidResponse', mayBeInFront: undefined }],
    ['cut-off JSON', { body: '{"access_tok' }, { reason: 'invalidResponse' }],
  ])('%s', async (_what, answer, expected) => {
    const { services, server } = await connect()
    server.script('token', answer)
    expect(await faultOf(services.refreshTokens(tokenSet()))).toMatchObject(expected)
  })

  test('a server that does not answer, after the time for one request', async () => {
    const { services, server, clock } = await connect()
    server.script('token', hang())
    const fault = faultOf(services.refreshTokens(tokenSet()))
    await server.waitForRequest('token')
    await clock.runUntilIdle()
    expect((await fault).reason).toBe('timeout')
  })

  test('discovery that fails', async () => {
    const { services, server } = await connect()
    server.script('openidConfiguration', empty(503))
    server.script('oauthServerMetadata', empty(503))
    expect((await faultOf(services.refreshTokens(tokenSet()))).reason).toBe('serverError')
  })

  test.each<[string, ResponseSource]>([
    ['is not there for a while', empty(404)],
    ['is behind a sign-in', html(401)],
    ['is somewhere else', redirect('https://portal.example.com/')],
    ['is an empty object of a gateway', { body: {} }],
    ['is JSON of a gateway', { body: { status: 'ok', message: 'maintenance' } }],
    ['is of another issuer', { body: { issuer: 'https://other.example', token_endpoint: 'https://other.example/t' } }],
    ['is for several tenants', { body: { issuer: 'https://login.example/{tenantid}/v2.0' } }],
    ['names no token endpoint', (_request, { issuer }) => ({ body: { issuer } })],
    ['names one in clear', (_request, { issuer }) => ({ body: { issuer, token_endpoint: 'http://id.example.com/t' } })],
  ])(
    'metadata that %s, for a session that was kept over a restart: nobody has refused it (case 13)',
    async (_what, answer) => {
      const { services, server } = await connect()
      server.script('openidConfiguration', answer)
      server.script('oauthServerMetadata', answer)
      const fault = await faultOf(services.refreshTokens(tokenSet()))
      expect(fault.reason).toBe('invalidResponse')
      expect(fault.message).toMatch(/metadata|A page answered|issuer/)
      expect(server.requests('token')).toHaveLength(0)
      server.script('token', granted({ access_token: 'renewed', id_token: undefined }))
      expect(await services.refreshTokens(tokenSet())).toMatchObject({ type: 'refreshed' })
    },
  )
})

test.each<[string, ResponseSource]>([
  ['in OAuth', oauthError('access_denied', { status: 403, description: 'Blocked by a rule.' })],
  ['in an object', { status: 403, body: { error: { code: 'access_denied', message: 'Blocked by a rule.' } } }],
  ['in other words', oauthError('authorization_declined', { description: 'Blocked by a rule.' })],
])(
  'a rule that declines a refresh is not told as a sign-in that somebody can approve, %s (case 16)',
  async (_, answer) => {
    const { services, server } = await connect()
    server.script('token', answer)
    const { reason, message } = endOf(await services.refreshTokens(tokenSet()))
    expect(reason).toBe('denied')
    expect(message).toMatch(/declined to renew the session.*Blocked by a rule\./)
    expect(message).not.toContain('approve')
  },
)
