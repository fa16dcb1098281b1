import { inspect } from 'node:util'
import { systemClock } from '@device-flow/machine/clock'
import { empty, granted, redirect } from '@device-flow/testing'
import type { ResponseSource } from '@device-flow/testing'
import * as oauth from 'oauth4webapi'
import { describe, expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import { createTransport } from '../../src/http/transport.ts'
import { call, connect, drive, errorOf, faultOf } from '../support.ts'
import type { Client } from '../support.ts'

const OIDC = '/.well-known/openid-configuration'

/** The document under its own path, for whoever was sent there. */
const document: ResponseSource = (_request, { issuer, endpoints }) => ({
  body: {
    issuer,
    token_endpoint: endpoints.tokenEndpoint,
    device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
    jwks_uri: endpoints.jwksUri,
  },
})

/** A client of a server whose metadata is so many redirects away. */
async function redirectedTimes(count: number): Promise<Client> {
  const client = await connect()
  const { server } = client
  server.always('oauthServerMetadata', empty(404))
  server.always('openidConfiguration', redirect('/1'))
  for (let step = 1; step < count; step += 1) server.always(`/${step}`, redirect(`/${step + 1}`))
  server.always(`/${count}`, document)
  return client
}

describe('a key set behind a redirect within its origin is found, so that no approval is lost (case 27)', () => {
  test.each([301, 308])('HTTP %i', async (status) => {
    const { server, signIn } = await connect()
    server.always('jwks', redirect('/keys', status))
    server.always('/keys', async (_request, from) => ({ body: await from.jwks() }))
    expect((await signIn()).claims?.sub).toBe('person-1')
    expect(server.requests('/keys').length).toBeGreaterThan(0)
  })
})

describe('metadata behind a redirect within its origin is found (case 27)', () => {
  test.each([301, 302, 303, 307, 308])('HTTP %i to the same path with a slash', async (status) => {
    const { server, signIn } = await connect()
    server.always('oauthServerMetadata', empty(404))
    server.always('openidConfiguration', redirect(`${server.origin}${OIDC}/`, status))
    server.always(`${OIDC}/`, document)
    expect((await signIn()).claims?.sub).toBe('person-1')
    expect(server.requests(`${OIDC}/`)).toMatchObject([{ method: 'GET' }])
  })

  test('where the redirect names only a path, or only a file', async () => {
    for (const location of ['/index.php/metadata', 'metadata', '?again']) {
      const { server, request } = await connect()
      server.always('oauthServerMetadata', empty(404))
      server.script('openidConfiguration', redirect(location), document)
      server.always('/index.php/metadata', document)
      server.always('/.well-known/metadata', document)
      expect((await request()).userCode).toBe('WDJB-MJHT')
    }
  })

  test('where it is the RFC 8414 document', async () => {
    const { server, request } = await connect()
    server.always('openidConfiguration', empty(404))
    server.always('oauthServerMetadata', redirect('/index.php/metadata', 308))
    server.always('/index.php/metadata', document)
    expect((await request()).userCode).toBe('WDJB-MJHT')
  })

  test('three redirects away, but not four', async () => {
    expect((await (await redirectedTimes(3)).request()).userCode).toBe('WDJB-MJHT')
    const client = await redirectedTimes(4)
    expect(await errorOf(drive(client, client.request()))).toMatchObject({ reason: 'unsupported', status: 302 })
  })

  test('only for the issuer that was asked for (RFC 8414 §3.3)', async () => {
    const { server, request } = await connect()
    server.always('oauthServerMetadata', empty(404))
    server.always('openidConfiguration', redirect('/other'))
    server.always('/other', (_request, { endpoints }) => ({
      body: {
        issuer: 'https://evil.example.com',
        token_endpoint: endpoints.tokenEndpoint,
        device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
      },
    }))
    expect(await errorOf(request())).toMatchObject({ reason: 'unsupported', field: 'issuer' })
  })

  test.each<[string, (port: string) => ResponseSource]>([
    ['to another port', () => redirect('http://127.0.0.1:1/')],
    ['to another scheme', (port) => redirect(`https://127.0.0.1:${port}${OIDC}/`)],
    ['to another name of the same machine', (port) => redirect(`http://localhost:${port}${OIDC}/`)],
    ['with a user name', (port) => redirect(`http://me:pw@127.0.0.1:${port}${OIDC}/`)],
    ['to nowhere', () => empty(302)],
    ['to nonsense', () => redirect('http://[')],
    ['that lets one choose', () => redirect(`${OIDC}/`, 300)],
    ['to a proxy', () => redirect(`${OIDC}/`, 305)],
  ])('not %s', async (_what, answer) => {
    const client = await connect()
    const { server, request } = client
    server.always('oauthServerMetadata', empty(404))
    server.always('openidConfiguration', answer(new URL(server.origin).port))
    server.always(`${OIDC}/`, document)
    expect(await errorOf(drive(client, request()))).toMatchObject({ reason: 'unsupported' })
    expect(server.requests(`${OIDC}/`)).toHaveLength(0)
  })
})

describe('nothing that carries a secret is sent on, not even within the origin (H5)', () => {
  test.each([301, 302, 303, 307, 308])('HTTP %i', async (status) => {
    const { server, services, signIn, answerRequest, poll } = await connect()
    const away = redirect(`${server.origin}/elsewhere`, status)
    const tokens = await signIn()
    expect(await errorOf(answerRequest(away))).toMatchObject({ reason: 'invalidResponse', status })
    expect(await faultOf(poll(away))).toMatchObject({ reason: 'invalidResponse', status })
    server.script('token', away)
    expect(await faultOf(services.refreshTokens(tokens))).toMatchObject({ reason: 'invalidResponse', status })
    server.script('userinfo', away)
    expect(await faultOf(services.fetchUserInfo(tokens))).toMatchObject({ reason: 'invalidResponse', status })
    server.always('revocation', away)
    expect(await faultOf(services.revokeTokens(tokens))).toMatchObject({ reason: 'invalidResponse', status })
    expect(server.requests('/elsewhere')).toHaveLength(0)
  })
})

test('where a redirect leads is shown without its query, in which a server may repeat what it was sent', async () => {
  const { server, services, signIn } = await connect()
  const tokens = await signIn()
  const token = tokens.accessToken.reveal()
  server.script('userinfo', redirect(`https://elsewhere.example/sign-in?token=${token}`))
  const fault = await faultOf(services.fetchUserInfo(tokens))
  expect(fault.message).toContain('to https://elsewhere.example/sign-in,')
  expect(inspect(fault) + JSON.stringify(fault)).not.toContain(token)
})

/** Reads keys as the key set is read: by a GET whose redirects may be followed. */
async function readKeys(uri: string, redirects?: 'same-origin'): Promise<unknown> {
  const transport = createTransport({ fetch, clock: systemClock, requestTimeoutMs: 5000, clientSecret: undefined })
  const { body } = await transport({ endpoint: 'key set', ...(redirects && { redirects }) }, (options) =>
    options[oauth.customFetch](uri, {
      method: 'GET',
      body: undefined,
      headers: {},
      redirect: 'manual',
      signal: options.signal,
    }),
  )
  return body
}

describe('a key set', () => {
  test('is found behind a redirect where its reader allows that (case 27), and else not', async () => {
    const { server } = await connect()
    server.always('/keys', redirect('/jwks', 301))
    const uri = `${server.origin}/keys`
    expect(await readKeys(uri, 'same-origin')).toMatchObject({ keys: [{ kty: 'RSA' }] })
    expect(await faultOf(readKeys(uri))).toMatchObject({ reason: 'invalidResponse', status: 301 })
  })
})

describe('in a browser, which follows by itself or not at all', () => {
  const issuer = 'https://as.example'
  const metadata = { issuer, token_endpoint: `${issuer}/token`, device_authorization_endpoint: `${issuer}/device` }
  const code = { device_code: 'dc', user_code: 'WDJB', verification_uri: 'https://as.example/go', expires_in: 60 }

  /** A browser's fetch at a server whose metadata is behind a redirect to a URL. */
  function browser(endsAt: string, modes: (string | undefined)[]): typeof fetch {
    return (input, init) => {
      const url = String(input)
      if (url.endsWith('/device')) return Promise.resolve(Response.json(code))
      if (url.includes('oauth-authorization-server')) return Promise.resolve(new Response('', { status: 404 }))
      modes.push(init?.redirect)
      if (init?.redirect === 'manual') {
        return Promise.resolve(Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' }))
      }
      if (!endsAt) return Promise.reject(new TypeError('Failed to fetch'))
      return Promise.resolve(Object.defineProperty(Response.json(metadata), 'url', { value: endsAt }))
    }
  }

  test('metadata is read where the redirect ends within the origin (case 27)', async () => {
    const modes: (string | undefined)[] = []
    const services = createOAuthServices({ issuer, clientId: 'tv', fetch: browser(`${issuer}/x`, modes) })
    expect((await services.requestDeviceAuthorization({}, call)).userCode).toBe('WDJB')
    expect(modes).toEqual(['manual', 'follow'])
  })

  test.each(['https://evil.example/x', 'http://as.example/x', 'https://as.example:444/x', ''])(
    'and not where it ends at "%s"',
    async (endsAt) => {
      const services = createOAuthServices({ issuer, clientId: 'tv', fetch: browser(endsAt, []) })
      const error = await errorOf(services.requestDeviceAuthorization({}, call))
      expect(error.reason).toBe('unsupported')
      expect(error.message).toContain('redirect')
    },
  )
})

test('a redirect of a network that wants a sign-in first is no wrong issuer, where the metadata comes a moment later (D1)', async () => {
  const { server, request } = await connect()
  server.script('openidConfiguration', redirect('https://portal.example.com/'))
  server.script('oauthServerMetadata', redirect('https://portal.example.com/'))
  expect((await faultOf(request())).reason).toBe('offline')
  expect((await request()).userCode).toBe('WDJB-MJHT')
})

test('a redirect to a page of the origin is no metadata, and no end to a login that goes on (A7)', async () => {
  const before = await connect()
  const authorization = await before.request()
  const { server, services } = await connect()
  server.always('openidConfiguration', redirect('/login'))
  server.always('oauthServerMetadata', redirect('/login'))
  server.always('/login', { body: '<title>Welcome</title>', headers: { 'content-type': 'text/html' } })
  server.always('token', granted())
  expect((await faultOf(services.pollToken(authorization, call))).reason).toBe('invalidResponse')
})
