import { empty, granted, html, redirect } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { connect, drive, errorOf, faultOf } from '../support.ts'

test('nothing is sent before the person starts a login (RFC 8628 §3.1)', async () => {
  const { server, request } = await connect()
  expect(server.requests()).toHaveLength(0)
  await request()
  expect(server.requests('openidConfiguration')).toHaveLength(1)
})

test('the metadata is read once and kept', async () => {
  const { server, request } = await connect()
  await request()
  await request()
  expect(server.requests('openidConfiguration')).toHaveLength(1)
})

test.each(['', '/', '/realms/demo'])('an issuer that ends in "%s" is found', async (issuerPath) => {
  const { server, request, signIn } = await connect({ server: { issuerPath } })
  await request()
  expect(server.requests('openidConfiguration')).toHaveLength(1)
  expect((await signIn()).claims?.iss).toBe(server.issuer)
})

test('an issuer without its closing slash, as people copy it from Auth0, is the same issuer', async () => {
  const { server, signIn } = await connect({ server: { metadata: (issuer) => ({ issuer: `${issuer}/` }) } })
  const iss = `${server.issuer}/`
  expect((await signIn(granted({}, { claims: { iss } }))).claims?.iss).toBe(iss)
})

test.each<[string, ResponseSource]>([
  ['answers 404', empty(404)],
  ['shows a page', html(200)],
  ['asks for a password', html(401)],
])('a server that %s for OpenID Connect is asked the RFC 8414 way', async (_what, answer) => {
  const { server, request } = await connect({ server: { issuerPath: '/realms/demo' } })
  server.always('openidConfiguration', answer)
  await request()
  expect(server.requests('oauthServerMetadata')).toMatchObject([
    { path: '/.well-known/oauth-authorization-server/realms/demo' },
  ])
})

describe('metadata is not fetched from where a redirect points (H5)', () => {
  test('but the RFC 8414 way', async () => {
    const elsewhere = await connect()
    const { server, request } = await connect()
    server.script('openidConfiguration', redirect(`${elsewhere.server.origin}/.well-known/openid-configuration`))
    expect((await request()).userCode).toBe('WDJB-MJHT')
    expect(server.requests('oauthServerMetadata')).toHaveLength(1)
    expect(elsewhere.server.requests()).toHaveLength(0)
  })

  test('and a server that has nothing but redirects is not set up for the flow', async () => {
    const client = await connect()
    const { server, request } = client
    server.always('openidConfiguration', redirect('https://id.example.com/.well-known/x'))
    server.always('oauthServerMetadata', redirect('https://id.example.com/.well-known/x'))
    const error = await errorOf(drive(client, request()))
    expect(error).toMatchObject({ reason: 'unsupported', status: 302 })
    expect(error.message).toContain('redirect')
  })
})

describe('an OpenID Connect document that does not do is not the last word', () => {
  test.each(['device_authorization_endpoint', 'token_endpoint', 'issuer'])(
    'the RFC 8414 one, which has the %s, is used',
    async (member) => {
      const { server, request } = await connect()
      server.script('openidConfiguration', (_request, { issuer, endpoints }) => ({
        body: {
          issuer,
          token_endpoint: endpoints.tokenEndpoint,
          device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
          [member]: undefined,
        },
      }))
      expect((await request()).userCode).toBe('WDJB-MJHT')
    },
  )

  test('but without another, what was wrong with it is told', async () => {
    const { server, request } = await connect({ server: { metadata: { device_authorization_endpoint: undefined } } })
    server.always('oauthServerMetadata', empty(404))
    expect(await errorOf(request())).toMatchObject({ reason: 'unsupported', field: 'device_authorization_endpoint' })
  })

  test('nor is it when the other can not be had just now: the next try may find it (D1)', async () => {
    const { server, request } = await connect({ server: { metadata: { device_authorization_endpoint: undefined } } })
    server.always('oauthServerMetadata', empty(503))
    expect((await faultOf(request())).reason).toBe('serverError')
  })
})

describe('an optional endpoint that can not be used is as good as none, and no reason to fail', () => {
  test.each(['', 'http://id.example.com/x', '/relative', 7, [], 'ftp://127.0.0.1/'])('%j', async (unusable) => {
    const { services, signIn, server } = await connect({
      server: { metadata: { jwks_uri: unusable, revocation_endpoint: unusable, userinfo_endpoint: unusable } },
    })
    const tokens = await signIn()
    expect(tokens.accessToken.reveal()).toBe('access-token-1')
    expect(tokens).not.toHaveProperty('idToken')
    expect(tokens).not.toHaveProperty('claims')
    await services.revokeTokens(tokens)
    expect((await errorOf(services.fetchUserInfo(tokens))).reason).toBe('unsupported')
    for (const name of ['jwks', 'revocation', 'userinfo'] as const) expect(server.requests(name)).toHaveLength(0)
  })
})

test('null in the metadata means that there is none', async () => {
  const { services, signIn } = await connect({ server: { metadata: { revocation_endpoint: null, jwks_uri: null } } })
  const tokens = await signIn()
  expect(tokens.idToken).toBeUndefined()
  await services.revokeTokens(tokens)
})
