import { empty, html, oauthError, tokenSet } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import type { DeviceFlowError } from '@device-flow/machine'
import { createOAuthServices } from '../../src/index.ts'
import type { OAuthClientOptions } from '../../src/index.ts'
import { logto } from '../../src/profiles/index.ts'
import { call, connect, endOf, errorOf } from '../support.ts'
import type { Setup } from '../support.ts'

/** The error of a login at an issuer with a path, by metadata that names this address, where nothing is. */
function errorAt(address: string, endpoints?: { deviceAuthorizationEndpoint: string }): Promise<DeviceFlowError> {
  const issuer = 'https://id.example.com/b'
  const metadata = { issuer, device_authorization_endpoint: address, token_endpoint: 'https://id.example.com/token' }
  const services = createOAuthServices({
    issuer,
    clientId: 'tv',
    fetch: (input) =>
      Promise.resolve(
        String(input).includes('/.well-known/')
          ? Response.json(metadata)
          : new Response('<title>404 Not Found</title>', { status: 404 }),
      ),
    ...(endpoints && { endpoints }),
  })
  return errorOf(services.requestDeviceAuthorization({}, call))
}

function invalidRequest(description: string): ResponseSource {
  return oauthError('invalid_request', { description })
}

describe('a server or client that is not set up for the flow can be told apart (A7)', () => {
  test.each([401, 403, 404, 405, 422])('HTTP %i without an OAuth error', async (status) => {
    const { answerRequest } = await connect()
    const error = await errorOf(answerRequest(html(status)))
    expect(error).toMatchObject({ reason: 'unsupported', status })
    expect(error.message).toContain(String(status))
  })

  test.each([
    ['Not Found', 404, 'There is no device flow at the device authorization endpoint'],
    ['Unauthorized', 401, 'The server refused at the device authorization endpoint'],
    ['Forbidden', 403, 'The server refused at the device authorization endpoint'],
    ['Method Not Allowed', 405, 'There is no device flow at the device authorization endpoint'],
    ['page not found', 404, 'There is no device flow at the device authorization endpoint'],
  ])('a status in words, %s, which is no OAuth error either', async (error, status, problem) => {
    const { answerRequest } = await connect()
    const end = await errorOf(answerRequest({ status, body: { error } }))
    expect(end).toMatchObject({ reason: 'unsupported', status, error: undefined })
    expect(end.message).toContain(problem)
    expect(end.message).toContain(`(HTTP ${status} “${error}”)`)
  })

  test('an address outside the path of its issuer, where nothing is, is told in full: a proxy has a prefix (oidc-provider behind nginx)', async () => {
    const outside = 'https://id.example.com/device/auth'
    const error = await errorAt(outside)
    expect(error).toMatchObject({ reason: 'unsupported', field: 'device_authorization_endpoint', status: 404 })
    expect(error.message).toBe(
      `There is no device flow at ${outside} (HTTP 404 “404 Not Found”). The metadata of https://id.example.com/b names that address, ` +
        "which is outside the issuer's path: if a proxy serves the server under /b, the server's configuration lacks that prefix.",
    )
    // Inside its path, at another origin, or named by the app, the address is meant.
    for (const address of ['https://id.example.com/b/device/auth', 'https://other.example.com/device/auth']) {
      expect((await errorAt(address)).message).not.toContain('prefix')
    }
    expect((await errorAt(outside, { deviceAuthorizationEndpoint: outside })).message).not.toContain('prefix')
  })

  test('a refusal without a code names the scope first, where one was asked for (Doorkeeper has 422 for a wrong one)', async () => {
    const refused = { status: 422, body: { status: 422, error: 'Unprocessable Entity' } }
    const { answerRequest } = await connect({ scope: 'read nonsense' })
    const { message } = await errorOf(answerRequest(refused))
    expect(message).toContain('Check what it says, the scope, the client ID, and whether the device flow is enabled')
    expect((await errorOf(answerRequest(empty(422)))).message).toContain('Check the scope, the client ID, and whether')
    const without = await connect({ scope: '' })
    expect((await errorOf(without.answerRequest(refused))).message).not.toContain('the scope')
  })

  test('a request that is invalid for its client_id is refused for the client (Django OAuth Toolkit)', async () => {
    const { answerRequest } = await connect()
    expect(await errorOf(answerRequest(invalidRequest('Invalid client_id parameter value.')))).toMatchObject({
      reason: 'unsupported',
      error: 'invalid_request',
      message: expect.stringMatching(/^The server does not accept this client\. Check the client ID/),
    })
    expect((await errorOf(answerRequest(invalidRequest('Invalid scope.')))).reason).toBe('refused')
  })

  test.each([
    ['invalid_request', 'Missing form parameter: grant_type'],
    ['invalid_request', 'OAuth 2.0 Parameter: grant_type'],
    ['unsupported_grant_type', 'The authorization grant type is not supported by the authorization server.'],
  ])('%s, “%s”, says that the address may be that of the token endpoint', async (code, description) => {
    const { answerRequest, poll } = await connect()
    const instead = /the address of the device authorization endpoint is not that of the token endpoint\./
    expect((await errorOf(answerRequest(oauthError(code, { description })))).message).toMatch(instead)
    // A poll goes to the token endpoint. Without these words, nothing says so, nor where the client may not use the grant.
    expect(endOf(await poll(oauthError(code, { description }))).message).not.toMatch(instead)
    expect((await errorOf(answerRequest(oauthError(code)))).message).not.toMatch(instead)
    const off = invalidRequest('urn:ietf:params:oauth:grant-type:device_code is not allowed for this client')
    expect((await errorOf(answerRequest(off))).message).not.toMatch(instead)
  })

  test.each([
    'unauthorized_client',
    'invalid_client',
    'incorrect_client_credentials',
    'device_flow_disabled',
    'unsupported_grant_type',
    'invalid_scope',
    'invalid_target',
    'org_internal',
    'admin_policy_enforced',
    'invalid_grant',
  ])('%s', async (code) => {
    const { answerRequest } = await connect()
    const answer = oauthError(code, { status: 403, description: 'Not allowed.', uri: 'https://help.example.com/1' })
    const error = await errorOf(answerRequest(answer))
    expect(error).toMatchObject({
      reason: 'unsupported',
      error: code,
      errorDescription: 'Not allowed.',
      errorUri: 'https://help.example.com/1',
      status: 403,
    })
  })

  test('a client without the grant at oidc-provider, which says invalid_request, as unauthorized_client of others', async () => {
    const { answerRequest, poll, services, server } = await connect()
    const [atDevice, atToken] = ['urn:ietf:params:oauth:grant-type:device_code', 'requested grant type'].map((which) =>
      oauthError('invalid_request', { description: `${which} is not allowed for this client` }),
    ) as [ResponseSource, ResponseSource]
    const refused = await errorOf(answerRequest(atDevice))
    expect(refused).toMatchObject({ reason: 'unsupported', error: 'invalid_request' })
    expect(refused.message).toMatch(/^This client may not use the device flow\. Enable it/)
    expect(endOf(await poll(atToken))).toMatchObject({ reason: 'unsupported', error: 'invalid_request' })
    server.script('token', atToken)
    expect(endOf(await services.refreshTokens(tokenSet())).message).toMatch(/^This client may not renew a session\./)
  })

  const CHECK_CLIENT =
    /^This client may not [^.]*\. Enable it [^.]*\. If it is allowed there, .* check the client ID, the client secret and how that is sent/

  test.each<[string, Setup, RegExp]>([
    ['a secret was sent', { clientAuth: { clientSecret: 'wrong' } }, CHECK_CLIENT],
    [
      'the server takes no client that does not authenticate',
      { server: { metadata: { token_endpoint_auth_methods_supported: ['client_secret_basic'] } } },
      CHECK_CLIENT,
    ],
    ['the client is public', {}, /^This client may not [^.]*\. Enable it [^.]*\. \(unauthorized_client\)$/],
  ])('unauthorized_client where %s names its causes, the most probable first', async (_where, options, said) => {
    const { answerRequest, poll, services, server } = await connect(options)
    const refused = oauthError('unauthorized_client')
    expect((await errorOf(answerRequest(refused))).message).toMatch(said)
    expect(endOf(await poll(refused)).message).toMatch(said)
    server.script('token', refused)
    expect(endOf(await services.refreshTokens(tokenSet())).message).toMatch(
      options.clientAuth ? said : /renew a session/,
    )
  })

  test('invalid_scope where none was asked for says so, and otherwise to check the scope', async () => {
    const [refused, none] = [oauthError('invalid_scope'), /^This server wants a scope, .*: set the option scope\./]
    const bare = await connect({ scope: undefined })
    expect(await errorOf(bare.answerRequest(refused))).toMatchObject({
      reason: 'unsupported',
      message: expect.stringMatching(none),
    })
    expect(endOf(await bare.poll(refused)).message).toMatch(none)
    bare.server.script('token', refused)
    expect(endOf(await bare.services.refreshTokens(tokenSet())).message).toMatch(/Check the scope\./)
    const asking = await connect()
    expect((await errorOf(asking.answerRequest(refused))).message).toMatch(/Check the scope\./)
  })

  const BOTH = ['client_secret_basic', 'client_secret_post']
  const SECRET = { clientSecret: 'wrong' }
  const POST =
    "where the client is registered for client_secret_post, set the option clientAuth.method: 'client_secret_post'."
  const BASIC =
    "where the client is registered for client_secret_basic, set the option clientAuth.method: 'client_secret_basic'."
  const CERTIFICATE = 'it has to show its certificate: set the option dispatcher'
  const NO_MORE = /authentication method\. \(invalid_client\)$/

  test.each<[string, string[] | undefined, Partial<OAuthClientOptions>, string | RegExp]>([
    ['a secret by Basic, where both ways are listed', BOTH, { clientAuth: SECRET }, POST],
    ['a secret by Basic, where nothing is listed', undefined, { clientAuth: SECRET }, POST],
    ['a secret in the body', BOTH, { clientAuth: { ...SECRET, method: 'client_secret_post' } }, BASIC],
    ['a secret by Basic alone', ['client_secret_basic'], { clientAuth: SECRET }, NO_MORE],
    ['a secret in the body alone', ['client_secret_post'], { clientAuth: SECRET }, NO_MORE],
    ['no certificate, where some have one', ['none', 'tls_client_auth'], {}, CERTIFICATE],
    ['no certificate of its own', ['self_signed_tls_client_auth'], {}, CERTIFICATE],
    ['a certificate', ['tls_client_auth'], { useMtlsEndpointAliases: true }, NO_MORE],
    ['nothing, where nobody has a certificate', ['none'], {}, NO_MORE],
  ])(
    'invalid_client of a client with %s names the way that the server may want',
    async (_with, methods, options, said) => {
      const { answerRequest, poll } = await connect({
        server: { metadata: { token_endpoint_auth_methods_supported: methods } },
        ...options,
      })
      const refused = oauthError('invalid_client', { status: 401 })
      const messages = [(await errorOf(answerRequest(refused))).message, endOf(await poll(refused)).message]
      for (const message of messages) expect(message).toMatch(said)
    },
  )

  test('invalid_client of a client with a secret, at a provider whose clients have none, says that', async () => {
    const { server, clock } = await connect()
    const { issuer } = server
    const provider = logto({ host: 'id.example.com' })
    const services = createOAuthServices({
      issuer,
      clientId: 'tv',
      clientAuth: { clientSecret: 's3cret' },
      provider,
      clock,
    })
    server.script('deviceAuthorization', oauthError('invalid_client', { status: 401 }))
    const { message } = await errorOf(services.requestDeviceAuthorization({}, call))
    expect(message).toContain('At Logto, clients of the device flow are public: leave the client secret out.')
    expect(message).not.toContain('client_secret_post')
  })

  test("a code of Better Auth's OAuth provider, polled at its other plugin, is told with where it is good", async () => {
    const { poll } = await connect()
    const description = 'This device code must be exchanged at the OAuth token endpoint (/oauth2/token).'
    const error = endOf(await poll(oauthError('invalid_grant', { description })))
    expect(error).toMatchObject({ reason: 'refused', error: 'invalid_grant' })
    expect(error.message).toMatch(/^This code is one of .*: set the option issuer, .*api\/auth, without provider/)
    expect(endOf(await poll(oauthError('invalid_grant'))).message).toMatch(/^The server does not know this code/)
  })

  test.each(['access_denied', 'authorization_declined'])(
    '%s refuses the client or its request: nobody has seen a code that could be declined',
    async (code) => {
      const { answerRequest } = await connect()
      const refused = await errorOf(answerRequest(oauthError(code, { description: 'Policy' })))
      expect(refused).toMatchObject({ reason: 'refused', error: code, errorDescription: 'Policy' })
      expect(refused.message).toMatch(/^The server does not begin a sign-in for this client\. .*: Policy\)$/)
    },
  )

  test('expired_token, and an unknown code, are refused', async () => {
    const { answerRequest } = await connect()
    const expired = await errorOf(answerRequest(oauthError('expired_token')))
    expect(expired.reason).toBe('refused')
    expect(expired.message).not.toContain('code was not used')
    expect((await errorOf(answerRequest(oauthError('invalid_request')))).reason).toBe('refused')
  })
})
