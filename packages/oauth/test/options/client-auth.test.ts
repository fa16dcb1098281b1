import { Secret } from '@device-flow/machine'
import { createVirtualClock, oauthError, tokenSet } from '@device-flow/testing'
import type { RecordedRequest } from '@device-flow/testing'
import { exportJWK, generateKeyPair, importJWK, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import type { ClientAuth } from '../../src/index.ts'
import { call, connect } from '../support.ts'
import type { Setup } from '../support.ts'

/** Everything that the client sends about itself, from the first request to signing out. */
async function journey(setup: Setup): Promise<readonly RecordedRequest[]> {
  const { server, services, signIn } = await connect(setup)
  const outcome = await services.refreshTokens(await signIn())
  if (outcome.type !== 'refreshed') throw outcome.error
  await services.revokeTokens(outcome.tokens)
  const requests = server.requests().filter(({ method }) => method === 'POST')
  expect(requests.map(({ endpoint }) => endpoint)).toEqual([
    'deviceAuthorization',
    'token',
    'token',
    'revocation',
    'revocation',
  ])
  return requests
}

describe('the client says who it is in every request alike (RFC 8628 §3.1)', () => {
  test('a public client by its id alone (A6)', async () => {
    for (const { form, headers } of await journey({})) {
      expect(form.get('client_id')).toBe('client-1')
      expect(form.has('client_secret')).toBe(false)
      expect(headers.authorization).toBeUndefined()
    }
  })

  const clientSecret = 'p+s/s:w &%ü'

  test('with client_secret_post in the body (A6)', async () => {
    for (const { form } of await journey({ clientAuth: { method: 'client_secret_post', clientSecret } })) {
      expect(form.get('client_id')).toBe('client-1')
      expect(form.get('client_secret')).toBe(clientSecret)
    }
  })

  test('with client_secret_basic form-encoded in the header, and the id in the body too (A6, RFC 6749 §2.3.1)', async () => {
    const clientAuth: ClientAuth = { method: 'client_secret_basic', clientSecret: new Secret(clientSecret) }
    for (const { form, headers } of await journey({ clientId: 'my:client', clientAuth })) {
      expect(form.get('client_id')).toBe('my:client')
      expect(form.has('client_secret')).toBe(false)
      const credentials = Buffer.from(headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString()
      const [id, secret] = credentials.split(':').map((part) => new URLSearchParams(`x=${part}`).get('x'))
      expect([id, secret]).toEqual(['my:client', clientSecret])
    }
  })

  test('with client_secret_basic, what form encoding leaves alone is sent as it is: some servers compare it undecoded (A6)', async () => {
    const clientAuth: ClientAuth = { method: 'client_secret_basic', clientSecret: 'a-b.c_d*e f~g' }
    for (const { headers } of await journey({ clientId: 'my-app_1.0*', clientAuth })) {
      const credentials = Buffer.from(headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString()
      expect(credentials).toBe('my-app_1.0*:a-b.c_d*e+f%7Eg')
    }
  })

  test.each(['tls_client_auth', 'self_signed_tls_client_auth'] as const)(
    'with %s by its id alone: who it is, its certificate says (RFC 8705 §2)',
    async (method) => {
      for (const { form, headers } of await journey({ clientAuth: { method } })) {
        expect([form.get('client_id'), form.has('client_secret'), headers.authorization]).toEqual([
          'client-1',
          false,
          undefined,
        ])
      }
    },
  )

  test('with a new assertion for each request, signed by its own key (RFC 7523)', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256')
    const requests = await journey({ clientAuth: { method: 'private_key_jwt', key: privateKey, keyId: 'key-7' } })
    const key = await importJWK(await exportJWK(publicKey), 'ES256')
    const verified = await Promise.all(
      requests.map(({ form }) => jwtVerify(form.get('client_assertion') ?? '', key, { subject: 'client-1' })),
    )
    expect(new Set(verified.map(({ payload }) => payload.jti)).size).toBe(requests.length)
    expect(verified[0]?.protectedHeader).toMatchObject({ alg: 'ES256', kid: 'key-7' })
    for (const { form } of requests) expect(form.get('client_id')).toBe('client-1')
  })

  test('with a new assertion for each poll of one login (RFC 7523 §3)', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    const { server, services, request } = await connect({ clientAuth: { method: 'private_key_jwt', key: privateKey } })
    const authorization = await request()
    for (let polls = 0; polls < 3; polls++) await services.pollToken(authorization, call)
    const assertions = server.requests('token').map(({ form }) => form.get('client_assertion'))
    expect(new Set(assertions).size).toBe(3)
  })

  test('dated by the server, which judges it, however wrong the clock of the device is (RFC 7523 §3)', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    const { server, request } = await connect({
      clientAuth: { method: 'private_key_jwt', key: privateKey },
      clock: createVirtualClock({ now: Date.now() - 4 * 3_600_000 }),
    })
    await request()
    const assertion = server.requests('deviceAuthorization')[0]?.form.get('client_assertion') ?? ''
    const { iat } = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString())
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(60)
  })

  test('dated by the time that it is now, though a cache has had the metadata of the server for an hour (RFC 9111 §5.1)', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    const { server, request } = await connect({ clientAuth: { method: 'private_key_jwt', key: privateKey }, scope: '' })
    server.always('openidConfiguration', (_request, { issuer, endpoints }) => ({
      headers: { date: new Date(Date.now() - 3_600_000).toUTCString(), age: '3600' },
      body: {
        issuer,
        token_endpoint: endpoints.tokenEndpoint,
        device_authorization_endpoint: endpoints.deviceAuthorizationEndpoint,
      },
    }))
    await request()
    const assertion = server.requests('deviceAuthorization')[0]?.form.get('client_assertion') ?? ''
    const { iat } = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString())
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(60)
  })

  test('an assertion names the token endpoint when the issuer is not known (RFC 7523 §3)', async () => {
    const { privateKey } = await generateKeyPair('ES256')
    const { server, request } = await connect({
      clientAuth: { method: 'private_key_jwt', key: privateKey },
      endpoints: ({ endpoints }) => endpoints,
    })
    await request()
    const assertion = server.requests('deviceAuthorization')[0]?.form.get('client_assertion') ?? ''
    const payload = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString())
    expect(payload.aud).toBe(server.endpoints.tokenEndpoint)
  })
})

describe('without a method, the secret goes the way that the server takes it, at every endpoint (case 20)', () => {
  const BASIC = 'in the header'
  const POST = 'in the body'

  test.each<[unknown, string]>([
    [['client_secret_post'], POST],
    [['none', 'client_secret_post', 'private_key_jwt'], POST],
    [[7, null, 'client_secret_post'], POST],
    [['client_secret_basic'], BASIC],
    [['client_secret_post', 'client_secret_basic'], BASIC],
    [undefined, BASIC],
    [null, BASIC],
    [[], BASIC],
    [['private_key_jwt'], BASIC],
    ['client_secret_post', POST],
    ['client_secret_basic', BASIC],
    [{ client_secret_post: true }, BASIC],
  ])('listed as %j: %s', async (methods, where) => {
    for (const clientSecret of ['s3cret', new Secret('s3cret')]) {
      const server = { metadata: { token_endpoint_auth_methods_supported: methods } }
      for (const { form, headers } of await journey({ server, clientAuth: { clientSecret } })) {
        expect(form.get('client_id')).toBe('client-1')
        expect(form.get('client_secret')).toBe(where === POST ? 's3cret' : null)
        expect(headers.authorization?.startsWith('Basic ')).toBe(where === BASIC ? true : undefined)
      }
    }
  })

  test('and at endpoints that the app names in the header, which every server has to support (RFC 6749 §2.3.1)', async () => {
    const setup: Setup = { clientAuth: { clientSecret: 's3cret' }, endpoints: ({ endpoints }) => endpoints }
    for (const { headers } of await journey(setup)) expect(headers.authorization).toMatch(/^Basic /)
  })

  test.each(['client_secret_basic', 'client_secret_post'] as const)(
    'while %s, when named, stays it',
    async (method) => {
      const other = method === 'client_secret_basic' ? 'client_secret_post' : 'client_secret_basic'
      const server = { metadata: { token_endpoint_auth_methods_supported: [other] } }
      for (const { form } of await journey({ server, clientAuth: { method, clientSecret: 's3cret' } })) {
        expect(form.has('client_secret')).toBe(method === 'client_secret_post')
      }
    },
  )

  test('and is not shown in errors either (H3)', async () => {
    const server = { metadata: { token_endpoint_auth_methods_supported: ['client_secret_post'] } }
    const { poll } = await connect({ server, clientAuth: { clientSecret: 's3cret-value' } })
    const outcome = await poll(oauthError('invalid_client', { description: 'not s3cret-value' }))
    expect(outcome).toMatchObject({ error: { errorDescription: 'not [secret]' } })
  })
})

describe('what the app asks for reaches the server', () => {
  const asked = {
    audience: 'https://api.example.com',
    resource: ['https://a.example.com/', 'urn:example:b'],
    parameters: { acr_values: 'mfa', empty: '' },
    headers: { 'x-tenant': 'blue' },
  }

  test('audience, each resource, extra parameters and headers go with the code request and the polls (A5)', async () => {
    const [device, poll] = await journey(asked)
    for (const { form, headers } of [device, poll] as RecordedRequest[]) {
      expect(form.get('audience')).toBe(asked.audience)
      expect(form.getAll('resource')).toEqual(asked.resource)
      expect(form.get('acr_values')).toBe('mfa')
      expect(form.has('empty')).toBe(false)
      expect(headers).toMatchObject({ 'x-tenant': 'blue', accept: 'application/json' })
    }
    expect(device?.form.get('scope')).toBe('openid offline_access')
    expect(poll?.form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:device_code')
  })

  test('a refresh asks for the same resource, or the renewed token would be for another API (RFC 8707 §2.2)', async () => {
    const [, , refresh] = await journey(asked)
    expect(refresh?.form.getAll('resource')).toEqual(asked.resource)
    expect([...(refresh?.form.keys() ?? [])].toSorted()).toEqual([
      'client_id',
      'grant_type',
      'refresh_token',
      'resource',
      'resource',
    ])
    expect(refresh?.headers['x-tenant']).toBe('blue')
  })

  test('a refresh asks for the audience too where the app says so, for tokens that would lose it (case 32)', async () => {
    const [, , refresh] = await journey({ ...asked, sendAudienceOnRefresh: true })
    expect(refresh?.form.getAll('audience')).toEqual([asked.audience])
    expect(refresh?.form.getAll('resource')).toEqual(asked.resource)
    const [, , without] = await journey({ sendAudienceOnRefresh: true })
    expect(without?.form.has('audience')).toBe(false)
    const [, , byDefault] = await journey({ ...asked, sendAudienceOnRefresh: undefined })
    expect(byDefault?.form.has('audience')).toBe(false)
  })

  test('headers go to all of the server, for a gateway in front, and as they may hold keys nowhere else (A5)', async () => {
    const other = await connect()
    const { jwksUri, userinfoEndpoint } = other.server.endpoints
    const elsewhere = { metadata: { jwks_uri: jwksUri, userinfo_endpoint: userinfoEndpoint } }
    for (const options of [{}, { server: elsewhere }]) {
      const { server, services, signIn } = await connect({ ...asked, ...options })
      await services.fetchUserInfo(await signIn().catch(() => tokenSet())).catch(() => {})
      expect(server.requests().map(({ headers }) => headers['x-tenant'])).not.toContain(undefined)
    }
    const strange = other.server.requests()
    expect(strange.map(({ endpoint }) => endpoint)).toEqual(expect.arrayContaining(['jwks', 'userinfo']))
    for (const { headers } of strange) expect(headers).not.toHaveProperty('x-tenant')
  })

  test('one login can ask for other scopes and parameters', async () => {
    const { server, request } = await connect({ parameters: { acr_values: 'mfa', ui_locales: 'de' } })
    await request({ scope: 'openid', parameters: { acr_values: 'pin' } })
    const form = server.requests('deviceAuthorization')[0]?.form
    expect(Object.fromEntries(form ?? [])).toEqual({
      client_id: 'client-1',
      scope: 'openid',
      acr_values: 'pin',
      ui_locales: 'de',
    })
  })
})
