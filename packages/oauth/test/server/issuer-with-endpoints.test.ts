import { empty, granted, html, oauthError, reset, startScriptedServer } from '@device-flow/testing'
import type { ResponseSource, ScriptedServer } from '@device-flow/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import type { ClientAuth, OAuthEndpoints, OAuthServices } from '../../src/index.ts'
import { call, errorOf, faultOf } from '../support.ts'

async function serve(options: Parameters<typeof startScriptedServer>[0] = {}): Promise<ScriptedServer> {
  const server = await startScriptedServer(options)
  onTestFinished(() => server.close())
  return server
}

function servicesFor(issuer: string, endpoints: Partial<OAuthEndpoints>): OAuthServices {
  return createOAuthServices({ issuer, endpoints, clientId: 'client-1', scope: 'openid' })
}

/** Lets no metadata be had from now on. */
function withoutMetadata(server: ScriptedServer, answer: ResponseSource): void {
  server.always('openidConfiguration', answer)
  server.always('oauthServerMetadata', answer)
}

/** Lets metadata be had from now on. */
function announce({ always, issuer, endpoints }: ScriptedServer): void {
  const body = {
    issuer,
    device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
    token_endpoint: endpoints.tokenEndpoint,
    revocation_endpoint: endpoints.revocationEndpoint,
  }
  always('openidConfiguration', { body })
}

describe('a server that is named by its issuer and by endpoints', () => {
  test('is asked at the endpoints that were given, and else at those of its metadata', async () => {
    const server = await serve({ metadata: { token_endpoint: 'https://wrong.example/token' } })
    server.script('token', granted())
    const { tokenEndpoint } = server.endpoints
    const { requestDeviceAuthorization, pollToken } = servicesFor(server.issuer, { tokenEndpoint })
    const outcome = await pollToken(await requestDeviceAuthorization({}, call), call)
    expect(outcome).toMatchObject({ type: 'granted', tokens: { claims: { iss: server.issuer } } })
  })

  test('may have no such endpoint in its metadata', async () => {
    const server = await serve({ metadata: { device_authorization_endpoint: undefined } })
    const { deviceAuthorizationEndpoint } = server.endpoints
    const { requestDeviceAuthorization } = servicesFor(server.issuer, { deviceAuthorizationEndpoint })
    expect(await requestDeviceAuthorization({}, call)).toMatchObject({ userCode: 'WDJB-MJHT' })
  })

  test('needs no metadata when everything that a login needs was given', async () => {
    const server = await serve()
    server.always('openidConfiguration', empty(404))
    server.script('token', granted())
    const { requestDeviceAuthorization, pollToken } = servicesFor(server.issuer, server.endpoints)
    const outcome = await pollToken(await requestDeviceAuthorization({}, call), call)
    expect(outcome).toMatchObject({ type: 'granted', tokens: { claims: { iss: server.issuer } } })
    expect(server.requests('openidConfiguration')).toEqual([])
  })

  test.each(['without metadata', 'with metadata'])('accepts ID tokens of that issuer alone, %s', async (kind) => {
    const [server, other] = [await serve(), await serve()]
    server.script('token', granted({}, { claims: { iss: other.issuer } }))
    const { tokenEndpoint, ...rest } = server.endpoints
    const given = kind === 'with metadata' ? { tokenEndpoint } : { tokenEndpoint, ...rest }
    const { requestDeviceAuthorization, pollToken } = servicesFor(server.issuer, given)
    const outcome = await pollToken(await requestDeviceAuthorization({}, call), call)
    expect(outcome).toMatchObject({ type: 'ended', error: { reason: 'invalidIdToken' } })
  })
})

const clientSecret = 'a-secret-of-thirty-two-characters'
const noDocument: [string, ResponseSource][] = [
  ['is not there', empty(404)],
  ['can not be had now', empty(503)],
  ['is out of reach', reset()],
  ['is a page', html(200)],
]
const unusable: [string, ResponseSource] = ['is of another issuer', { body: { issuer: 'https://other.example' } }]

describe('with both endpoints beside the issuer, metadata is no condition where there is no ID token to verify', () => {
  const api = { clientId: 'client-1', scope: 'api' }

  async function client(
    answer: ResponseSource,
    clientAuth?: ClientAuth,
  ): Promise<OAuthServices & { server: ScriptedServer }> {
    const server = await serve()
    withoutMetadata(server, answer)
    const { deviceAuthorizationEndpoint, tokenEndpoint } = server.endpoints
    const endpoints = { deviceAuthorizationEndpoint, tokenEndpoint }
    return {
      server,
      ...createOAuthServices({ ...api, issuer: server.issuer, endpoints, ...(clientAuth && { clientAuth }) }),
    }
  }

  async function signIn({ server, requestDeviceAuthorization, pollToken }: Awaited<ReturnType<typeof client>>) {
    server.script('token', granted({ scope: 'api' }))
    const outcome = await pollToken(await requestDeviceAuthorization({}, call), call)
    if (outcome.type !== 'granted') throw new Error(outcome.type)
    return outcome.tokens
  }

  test.each([...noDocument, unusable])('where it %s, a login succeeds, and a refresh', async (_what, answer) => {
    const services = await client(answer)
    const tokens = await signIn(services)
    services.server.script('token', granted({ scope: 'api' }))
    expect((await services.refreshTokens(tokens)).type).toBe('refreshed')
  })

  test('a login taken up by another process polls on', async () => {
    const { server, pollToken, requestDeviceAuthorization } = await client(empty(404))
    const authorization = await requestDeviceAuthorization({}, call)
    const { deviceAuthorizationEndpoint, tokenEndpoint } = server.endpoints
    const endpoints = { deviceAuthorizationEndpoint, tokenEndpoint }
    const other = createOAuthServices({ ...api, issuer: server.issuer, endpoints })
    expect((await pollToken(authorization, call)).type).toBe('pending')
    expect((await other.pollToken(authorization, call)).type).toBe('pending')
  })

  test('it is asked for once a login, and not for each poll', async () => {
    const { server, pollToken, requestDeviceAuthorization } = await client(empty(404))
    const authorization = await requestDeviceAuthorization({}, call)
    for (let poll = 0; poll < 3; poll += 1) await pollToken(authorization, call)
    expect(server.requests('openidConfiguration')).toHaveLength(1)
  })

  test('a sign-out reads it again, for where to revoke (F12)', async () => {
    const services = await client(empty(503))
    const { server, revokeTokens } = services
    const tokens = await signIn(services)
    expect((await faultOf(revokeTokens(tokens))).reason).toBe('serverError')
    expect((await faultOf(services.fetchUserInfo(tokens))).reason).toBe('serverError')
    announce(server)
    expect(await revokeTokens(tokens)).toEqual({ revoked: true })
    expect(server.requests('revocation')).toHaveLength(2)
    withoutMetadata(server, empty(404))
    expect(await revokeTokens(tokens)).toEqual({ revoked: true })
  })

  test('tokens that are not accepted are revoked where it says by then (E4)', async () => {
    const { server, requestDeviceAuthorization, pollToken } = await client(empty(503))
    const authorization = await requestDeviceAuthorization({}, call)
    announce(server)
    server.script('token', granted({ scope: 'api', token_type: 'mac' }))
    expect((await pollToken(authorization, call)).type).toBe('ended')
    expect(server.requests('revocation')).toHaveLength(2)
  })

  test.each(noDocument)(
    'a login for openid that was kept without its server, and its session, taken up by another process where it %s, wait for it',
    async (_what, answer) => {
      const server = await serve()
      const { deviceAuthorizationEndpoint, tokenEndpoint } = server.endpoints
      const given = { deviceAuthorizationEndpoint, tokenEndpoint }
      const first = servicesFor(server.issuer, given)
      const { server: _notKept, ...authorization } = await first.requestDeviceAuthorization({}, call)
      server.script('token', granted())
      const outcome = await first.pollToken(authorization, call)
      if (outcome.type !== 'granted') throw new Error(outcome.type)
      withoutMetadata(server, answer)
      const other = servicesFor(server.issuer, given)
      await faultOf(other.pollToken(authorization, call))
      await faultOf(other.refreshTokens(outcome.tokens))
      expect(server.requests('token')).toHaveLength(1)
    },
  )

  test('a server that surely has none revokes nothing, and says so', async () => {
    const services = await client(empty(404))
    expect(await services.revokeTokens(await signIn(services))).toMatchObject({
      revoked: false,
      problem: { field: 'revocation_endpoint' },
    })
  })

  test('it is waited for where it alone says how the secret is sent (case 20)', async () => {
    const guessed = await client(empty(503), { clientSecret })
    expect((await faultOf(guessed.requestDeviceAuthorization({}, call))).reason).toBe('serverError')
    const named = await client(empty(503), { method: 'client_secret_post', clientSecret })
    expect((await signIn(named)).accessToken.reveal()).toBe('access-token-1')
  })

  test('a login for openid needs it for the keys, and names what does without', async () => {
    for (const answer of [empty(404), oauthError('not_found', { status: 404 })]) {
      const { server, requestDeviceAuthorization } = await client(answer)
      const error = await errorOf(requestDeviceAuthorization({ scope: 'openid' }, call))
      expect(error.reason).toBe('unsupported')
      expect(error.message).toContain(
        'or give the address of the key set too: jwksUri (--jwks-uri on the command line)',
      )
      expect(server.requests('deviceAuthorization')).toHaveLength(0)
    }
    const { requestDeviceAuthorization } = await client(empty(503))
    expect((await faultOf(requestDeviceAuthorization({ scope: 'openid' }, call))).reason).toBe('serverError')
  })
})
