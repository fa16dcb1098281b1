import type { PollOutcome, RefreshOutcome, TokenSet } from '@device-flow/machine'
import { createVirtualClock, deviceAuthorization, granted, startScriptedServer } from '@device-flow/testing'
import type { GrantedIdToken, ScriptedServer } from '@device-flow/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import type { OAuthServices } from '../../src/index.ts'
import { createContext } from '../../src/context.ts'
import { pollToken } from '../../src/requests/poll.ts'
import { refreshTokens } from '../../src/requests/refresh.ts'
import { readSettings } from '../../src/options/settings.ts'
import { call, drive, endOf } from '../support.ts'

/** A client that was given endpoints alone: the first ID token says who the issuer is. */
function withEndpoints(server: ScriptedServer): OAuthServices {
  const { deviceAuthorizationEndpoint, tokenEndpoint, jwksUri } = server.endpoints
  const endpoints = { deviceAuthorizationEndpoint, tokenEndpoint, jwksUri }
  return createOAuthServices({ clientId: 'client-1', scope: 'openid', endpoints })
}

interface Tenants {
  server: ScriptedServer
  /** The issuer of one tenant. */
  issuerOf(tenant: string): string
  poll(idToken: GrantedIdToken): Promise<PollOutcome>
  refresh(tokens: TokenSet, idToken: GrantedIdToken): Promise<RefreshOutcome>
}

/** A client of a server whose metadata has `{tenantid}` in its issuer, as Microsoft's has for `common`. */
async function connectToTenants(): Promise<Tenants> {
  const server = await startScriptedServer()
  onTestFinished(() => server.close())
  const clock = createVirtualClock({ now: Date.now() })
  const settings = readSettings({
    clientId: 'client-1',
    scope: 'openid',
    clock,
    issuer: `${server.issuer}/common/v2.0`,
  })
  const context = createContext(settings)
  context.knownServer.get = async () => ({
    issuerKnown: true,
    issuerTemplate: `${server.issuer}/{tenantid}/v2.0`,
    metadata: {
      issuer: `${server.issuer}/common/v2.0`,
      token_endpoint: server.endpoints.tokenEndpoint,
      jwks_uri: server.endpoints.jwksUri,
      revocation_endpoint: server.endpoints.revocationEndpoint,
    },
  })
  const login = { scope: 'openid', openid: 'asked', parameters: {}, polls: 0, readings: 0 } as const
  return {
    server,
    issuerOf: (tenant) => `${server.issuer}/${tenant}/v2.0`,
    poll(idToken) {
      server.script('token', granted({}, idToken))
      const polled = pollToken(context, deviceAuthorization({ receivedAt: clock.now() }), { ...login }, call)
      return drive({ server, clock }, polled)
    },
    refresh(tokens, idToken) {
      server.script('token', granted({}, idToken))
      return refreshTokens(context, tokens)
    },
  }
}

describe('with an issuer of several tenants (case 15)', () => {
  test.each(['9188040d-6c67-4c5b-b112-36a304b66dad', 'contoso.example.com', 'T1'])(
    'a person of the tenant %s signs in, and stays so',
    async (tid) => {
      const { poll, refresh, issuerOf } = await connectToTenants()
      const claims = { iss: issuerOf(tid), tid }
      const outcome = await poll({ claims })
      if (outcome.type !== 'granted') throw new Error(`Not granted but ${outcome.type}`)
      expect(outcome.tokens.claims).toMatchObject(claims)
      expect((await refresh(outcome.tokens, { claims })).type).toBe('refreshed')
      const other = await refresh(outcome.tokens, { claims: { iss: issuerOf('other'), tid: 'other' } })
      expect(endOf(other)).toMatchObject({ reason: 'invalidIdToken', field: 'iss' })
      expect(endOf(other).message).toContain(
        `: iss names “${issuerOf('other')}”, and before the refresh it was “${issuerOf(tid)}”. Nothing was kept.`,
      )
    },
  )

  test.each<[string, string, (issuerOf: (tenant: string) => string) => Record<string, unknown>]>([
    ['another tenant than it says', 'iss', (issuerOf) => ({ iss: issuerOf('a'), tid: 'b' })],
    ['the template itself', 'iss', (issuerOf) => ({ iss: issuerOf('{tenantid}'), tid: 'a' })],
    ['what was configured', 'iss', (issuerOf) => ({ iss: issuerOf('common'), tid: 'a' })],
    ['another server', 'iss', () => ({ iss: 'https://evil.example.com/a/v2.0', tid: 'a' })],
    ['no issuer', 'iss', () => ({ iss: undefined, tid: 'a' })],
    ['no tenant', 'tid', (issuerOf) => ({ iss: issuerOf('a') })],
    ['an empty tenant', 'tid', (issuerOf) => ({ iss: issuerOf(''), tid: '' })],
    ['a tenant that is a number', 'tid', (issuerOf) => ({ iss: issuerOf('5'), tid: 5 })],
    ['a tenant that is a path', 'tid', (issuerOf) => ({ iss: issuerOf('a/../b'), tid: 'a/../b' })],
    ['a tenant that is a pattern', 'tid', (issuerOf) => ({ iss: issuerOf('$&'), tid: '$&' })],
    ['a tenant without end', 'tid', (issuerOf) => ({ iss: issuerOf('a'.repeat(101)), tid: 'a'.repeat(101) })],
  ])('an ID token of %s is refused by its %s, and the tokens are revoked', async (_what, field, claims) => {
    const { poll, issuerOf, server } = await connectToTenants()
    const error = endOf(await poll({ claims: claims(issuerOf) }))
    expect(error).toMatchObject({ reason: 'invalidIdToken', field })
    expect(error.message).toContain(field)
    expect(server.requests('revocation')).toHaveLength(2)
  })

  test('the signature is verified as ever', async () => {
    const { poll, issuerOf } = await connectToTenants()
    const outcome = await poll({ claims: { iss: issuerOf('a'), tid: 'a' }, key: 'foreign' })
    expect(endOf(outcome)).toMatchObject({ reason: 'invalidIdToken', field: 'signature' })
  })
})

test('a refreshed ID token of another issuer names both, cleaned, where no issuer was configured', async () => {
  const server = await startScriptedServer()
  onTestFinished(() => server.close())
  const services = withEndpoints(server)
  server.script('token', granted({}, { claims: { iss: 'https://me:pw@first.example?token=t0p' } }))
  const outcome = await services.pollToken(await services.requestDeviceAuthorization({}, call), call)
  if (outcome.type !== 'granted') throw new Error(`Not granted but ${outcome.type}`)
  server.script('token', granted({}, { claims: { iss: 'second\u001B[2J.example' } }))
  const { message } = endOf(await services.refreshTokens(outcome.tokens))
  expect(message).toContain('iss names “second')
  expect(message).toContain('and before the refresh it was “https://first.example”')
  expect(message).not.toMatch(/pw|t0p/)
  expect(message).not.toContain('\u001B')
})
