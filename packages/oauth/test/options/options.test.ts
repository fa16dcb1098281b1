import { systemClock } from '@device-flow/machine/clock'
import { describe, expect, test } from 'vitest'
import { createOAuthServices, oauthOptionNames, OAuthOptionsError } from '../../src/index.ts'
import type { OAuthServicesOptions } from '../../src/index.ts'
import { call, connect, failure } from '../support.ts'
import { optionsErrorFor } from './options-error-for.ts'

const issuer = 'https://id.example.com'
const endpoints = { deviceAuthorizationEndpoint: `${issuer}/device`, tokenEndpoint: `${issuer}/token` }
const good = { issuer, clientId: 'client-1' }

/** The options as an instance of a class has them that reads them from elsewhere. */
function withGetters(options: object): object {
  const getters = Object.entries(options).map(([name, value]) => [name, { get: () => value as unknown }])
  return Object.create(Object.create(null, Object.fromEntries(getters) as PropertyDescriptorMap) as object) as object
}

describe('an app is told at once, before any request, which option can not work', () => {
  test.each<[string, object]>([
    ['issuer', { clientId: 'a' }],
    ['endpoints.issuer', { ...good, endpoints: { issuer } }],
    ['endpoints.tokenEndpoint', { ...good, endpoints: { tokenEndpoint: '/token' } }],
    ['issuer', { ...good, issuer: 'id.example.com' }],
    ['issuer', { ...good, issuer: 'ftp://id.example.com' }],
    ['issuer', { ...good, issuer: 'https://me:pw@id.example.com' }],
    ['issuer', { ...good, issuer: `${issuer}?tenant=1` }],
    ['issuer', { ...good, issuer: `${issuer}#x` }],
    ['issuer', { ...good, issuer: `${issuer}/.well-known/openid-configuration` }],
    ['clientId', { issuer }],
    ['clientId', { issuer, clientId: '' }],
    ['endpoints.tokenEndpoint', { clientId: 'a', endpoints: { ...endpoints, tokenEndpoint: '/token' } }],
    ['endpoints.deviceAuthorizationEndpoint', { clientId: 'a', endpoints: { tokenEndpoint: `${issuer}/token` } }],
    ['endpoints.jwksUri', { clientId: 'a', endpoints: { ...endpoints, jwksUri: 'nonsense' } }],
    ['endpoints.issuer', { clientId: 'a', endpoints: { ...endpoints, issuer: '' } }],
    ['requestTimeoutMs', { ...good, requestTimeoutMs: 0 }],
    ['requestTimeoutMs', { ...good, requestTimeoutMs: Number.NaN }],
    ['requestTimeoutMs', { ...good, requestTimeoutMs: 2 ** 31 }],
    ['refreshGraceMs', { ...good, refreshGraceMs: -1 }],
    ['refreshGraceMs', { ...good, refreshGraceMs: Number.NaN }],
    ['refreshGraceMs', { ...good, refreshGraceMs: 86_400_001 }],
    ['resource', { ...good, resource: 'api' }],
    ['resource', { ...good, resource: ['https://api.example.com', 'https://api.example.com/#part'] }],
    ['headers', { ...good, headers: { 'x-key': 'a\nb' } }],
    ['headers.authorization', { ...good, headers: { Authorization: 'Bearer x' } }],
    ['headers.content-type', { ...good, headers: { 'Content-Type': 'application/json' } }],
    ['headers.host', { ...good, headers: { Host: 'id.example.com' } }],
    ['headers.transfer-encoding', { ...good, headers: { 'transfer-encoding': 'chunked' } }],
    ['idTokenSignedResponseAlg', { ...good, idTokenSignedResponseAlg: 'none' }],
    ['idTokenSignedResponseAlg', { ...good, idTokenSignedResponseAlg: 'HS256' }],
    ['clientAuth.clientSecret', { ...good, clientAuth: { method: 'client_secret_post', clientSecret: '' } }],
    ['clientAuth.key', { ...good, clientAuth: { method: 'private_key_jwt', key: 'pem' } }],
    ['clientAuth.method', { ...good, clientAuth: { method: 'client_secret_jwt' } }],
  ])('%s in %j', (option, options) => {
    const error = optionsErrorFor(options)
    expect(error.option).toBe(option)
    expect(error.message).toMatch(new RegExp(`^${option.replace('.', '\\.')}: .{10}`))
  })

  test.each<[string, object]>([
    ['options', 'https://id.example.com' as unknown as object],
    ['options', [] as object],
    ['issuer', { ...good, issuer: null }],
    ['issuer', { ...good, issuer: new URL(issuer) }],
    ['clientId', { issuer, clientId: 7 }],
    ['clientId', { issuer, clientId: ['tv'] }],
    ['scope', { ...good, scope: ['openid'] }],
    ['scope', { ...good, scope: null }],
    ['audience', { ...good, audience: 5 }],
    ['audience', { ...good, audience: ['https://api.example.com'] }],
    ['resource', { ...good, resource: {} }],
    ['resource', { ...good, resource: null }],
    ['resource', { ...good, resource: [7] }],
    ['parameters', { ...good, parameters: null }],
    ['parameters', { ...good, parameters: 'acr_values=mfa' }],
    ['parameters', { ...good, parameters: ['acr_values'] }],
    ['parameters', { ...good, parameters: new URLSearchParams('acr_values=mfa') }],
    ['parameters.max_age', { ...good, parameters: { max_age: 7 } }],
    ['headers', { ...good, headers: 'x' }],
    ['headers', { ...good, headers: null }],
    ['headers', { ...good, headers: [['x-key', 'a']] }],
    ['headers.x-key', { ...good, headers: { 'x-key': undefined } }],
    ['headers.x-key', { ...good, headers: { 'x-key': 7 } }],
    ['fetch', { ...good, fetch: 'x' }],
    ['fetch', { ...good, fetch: { fetch } }],
    ['clock', { ...good, clock: {} }],
    ['clock', { ...good, clock: Date }],
    ['clock', { ...good, clock: null }],
    ['requestTimeoutMs', { ...good, requestTimeoutMs: '5000' }],
    ['requestTimeoutMs', { ...good, requestTimeoutMs: null }],
    ['refreshGraceMs', { ...good, refreshGraceMs: '10' }],
    ['idTokenSignedResponseAlg', { ...good, idTokenSignedResponseAlg: ['RS256'] }],
    ['sendAudienceOnRefresh', { ...good, sendAudienceOnRefresh: 'yes' }],
    ['issuerTemplate', { ...good, issuerTemplate: 1 }],
    ['endpoints', { clientId: 'a', endpoints: 'x' }],
    ['endpoints', { clientId: 'a', endpoints: null }],
    ['endpoints', { clientId: 'a', endpoints: [] }],
    ['endpoints.issuer', { clientId: 'a', endpoints: { ...endpoints, issuer: 7 } }],
    ['endpoints.jwksUri', { clientId: 'a', endpoints: { ...endpoints, jwksUri: null } }],
    ['clientAuth', { ...good, clientAuth: 'none' }],
    ['clientAuth', { ...good, clientAuth: null }],
    ['clientAuth.method', { ...good, clientAuth: {} }],
    ['clientAuth.method', { ...good, clientAuth: { method: null, clientSecret: 's' } }],
    ['clientAuth.clientSecret', { ...good, clientAuth: { clientSecret: undefined } }],
    ['clientAuth.clientSecret', { ...good, clientAuth: { method: 'client_secret_basic', clientSecret: undefined } }],
    ['clientAuth.clientSecret', { ...good, clientAuth: { method: 'client_secret_post', clientSecret: 7 } }],
    ['clientAuth.clientSecret', { ...good, clientAuth: { clientSecret: { reveal: 's' } } }],
    ['clientAuth.clientSecret', { ...good, clientAuth: { method: 'none', clientSecret: 's' } }],
    ['clientAuth.key', { ...good, clientAuth: { method: 'client_secret_basic', clientSecret: 's', key: 'pem' } }],
    ['clientAuth.keyId', { ...good, clientAuth: { method: 'private_key_jwt', key: 'pem', keyId: 7 } }],
  ])('%s of a wrong type, in %j', (option, options) => {
    const error = optionsErrorFor(options)
    expect(error.option).toBe(option)
    expect(error.message).toMatch(new RegExp(`^${option.replace('.', '\\.')}: .{10}`))
  })

  // What cannot be judged would let everybody in (H11).
  test.each([
    ...['abc', '-1', '5.5', ' 5', '1e2', '0x5'].map(
      (value) => ['max_age', value, 'a whole number of seconds'] as const,
    ),
    ...['acr', '[]', 'null', '{"id_token":'].map((value) => ['claims', value, 'a JSON object'] as const),
    ...['{}', '"payment"', '[{'].map((value) => ['authorization_details', value, 'a JSON array'] as const),
  ])('what is asked for has to be of its kind: %s %j', async (name, value, problem) => {
    const parameters = { [name]: value }
    const message = expect.stringContaining(`must be ${problem}`)
    expect(optionsErrorFor({ ...good, parameters })).toMatchObject({ option: `parameters.${name}`, message })
    const { services, server } = await connect()
    expect(await failure(services.requestDeviceAuthorization({ parameters }, call))).toMatchObject({
      reason: 'unexpected',
      message: expect.stringMatching(`^parameters.${name}: must be .*Put it right where the app starts this login`),
    })
    expect(server.requests()).toHaveLength(0)
  })

  test('an empty one is left out, of the settings and of one login', async () => {
    const parameters = { max_age: '', claims: '', authorization_details: '', prompt: '', acr_values: '' }
    const { services, server } = await connect({ parameters })
    await services.requestDeviceAuthorization({ parameters }, call)
    for (const name of Object.keys(parameters))
      expect(server.requests('deviceAuthorization')[0]?.form.has(name)).toBe(false)
  })

  test.each<[string, object]>([
    ['scope', { scope: ['openid'] }],
    ['resource', { resource: 5 }],
    ['clock', { clock: Date }],
    ['clientAuth.keyId', { clientAuth: Object.create({ method: 'private_key_jwt', keyId: 7 }) as object }],
    ['endpoints.jwksUri', { issuer: undefined, endpoints: Object.create({ ...endpoints, jwksUri: 7 }) as object }],
  ])('%s of a wrong type, also where an object has it from its class or prototype', (option, wrong) => {
    const hidden = Object.defineProperties({ ...good }, Object.getOwnPropertyDescriptors(wrong))
    for (const name of Object.keys(wrong)) Object.defineProperty(hidden, name, { enumerable: false })
    for (const options of [
      Object.create({ ...good, ...wrong }) as object,
      withGetters({ ...good, ...wrong }),
      hidden,
    ]) {
      expect(optionsErrorFor(options).option).toBe(option)
    }
  })

  test.each([
    ['tokenEndpoint', undefined, 'must be an https URL as a string'],
    ['deviceAuthorizationEndpoint', undefined, 'must be an https URL as a string'],
    ['tokenEndpoint', new URL(`${issuer}/token`), 'must be an https URL as a string'],
    ['tokenEndpoint', null, 'must be an https URL as a string'],
    ['tokenEndpoint', '/token', 'is not an absolute URL'],
  ])('endpoints.%s, and what it has to be: %s', (name, value, words) => {
    const error = optionsErrorFor({ clientId: 'a', endpoints: { ...endpoints, [name]: value } })
    expect(error.message).toBe(`endpoints.${name}: ${words}`)
  })

  test.each<[string, string, object]>([
    ['clientID', 'clientId', { clientID: 'tv' }],
    ['client_id', 'clientId', { client_id: 'tv' }],
    ['scopes', 'scope', { scopes: 'openid' }],
    ['audiance', 'audience', { audiance: 'https://api.example.com' }],
    ['resources', 'resource', { resources: [] }],
    ['requestTimeout', 'requestTimeoutMs', { requestTimeout: 5 }],
    ['clientSecret', 'clientAuth.clientSecret', { clientSecret: 's3cr3t-value' }],
    ['client_secret', 'clientAuth.clientSecret', { client_secret: 's3cr3t-value' }],
    ['tokenEndpoint', 'endpoints.tokenEndpoint', { tokenEndpoint: `${issuer}/token` }],
    ['device_authorization_endpoint', 'endpoints.deviceAuthorizationEndpoint', { device_authorization_endpoint: 'x' }],
    ['clientAuth.secret', 'clientAuth.clientSecret', { clientAuth: { method: 'none', secret: 's3cr3t-value' } }],
    ['clientAuth.client_secret', 'clientAuth.clientSecret', { clientAuth: { client_secret: 's3cr3t-value' } }],
    ['clientAuth.key_id', 'clientAuth.keyId', { clientAuth: { method: 'none', key_id: '7' } }],
    ['endpoints.jwks_uri', 'endpoints.jwksUri', { endpoints: { ...endpoints, jwks_uri: `${issuer}/jwks` } }],
    ['endpoints.token', 'endpoints.tokenEndpoint', { endpoints: { ...endpoints, token: `${issuer}/token` } }],
  ])('%s is no option: %s is meant', (option, meant, options) => {
    const error = optionsErrorFor({ ...good, ...options })
    expect(error.option).toBe(option)
    expect(error.message).toBe(`${option}: is no option; did you mean ${meant}?`)
  })

  test.each(['onPrompt', 'constructor', 'toString', 'x', '🦊'])('%s is no option, and near to none', (name) => {
    const { option, message } = optionsErrorFor({ ...good, [name]: 'x' })
    expect(option).toBe(name)
    expect(message).toContain(
      `${name}: is no option. There are issuer, endpoints, provider, clientId, clientAuth, scope, `,
    )
    const auth = optionsErrorFor({ ...good, clientAuth: { method: 'none', [name]: 'x' } })
    expect(auth.message).toContain('There are clientAuth.method, clientAuth.clientSecret, ')
  })

  test.each(['grant_type', 'client_id', 'client_secret', 'client_assertion', 'device_code', 'refresh_token', 'scope'])(
    'parameters can not override %s (A5)',
    (name) => {
      expect(optionsErrorFor({ ...good, parameters: { [name]: 'x' } }).option).toBe(`parameters.${name}`)
    },
  )

  test.each<[string, object]>([
    ['scope', { scope: ['openid'] }],
    ['parameters', { parameters: null }],
    ['parameters.max_age', { parameters: { max_age: 7 } }],
  ])('nor can one login ask in a wrong type: %s', async (option, asked) => {
    const { services, server } = await connect()
    expect(await failure(services.requestDeviceAuthorization(asked, call))).toMatchObject({
      reason: 'unexpected',
      message: expect.stringContaining(option),
      cause: { option },
    })
    expect(server.requests()).toHaveLength(0)
  })

  test('nor can the parameters of one login (A5)', async () => {
    const { services, server } = await connect()
    const error = await failure(services.requestDeviceAuthorization({ parameters: { device_code: 'mine' } }, call))
    expect((error as Error).cause).toBeInstanceOf(OAuthOptionsError)
    expect(server.requests()).toHaveLength(0)
  })
})

test('an option that is undefined is as good as absent, whether it is known or not', () => {
  const absent = Object.fromEntries(
    [
      'endpoints',
      'clientAuth',
      'scope',
      'audience',
      'resource',
      'parameters',
      'headers',
      'requestTimeoutMs',
      'refreshGraceMs',
      'fetch',
      'clock',
      'x',
    ].map((name) => [name, undefined]),
  )
  expect(() => createOAuthServices({ ...good, ...absent } as OAuthServicesOptions)).not.toThrow()
})

test('what has always worked still does: Headers, an empty scope, a clock or a fetch of one’s own', () => {
  const headers = new Headers({ 'x-key': 'a' }) as unknown as Record<string, string>
  expect(() =>
    createOAuthServices({ ...good, headers, scope: '', audience: '', fetch, clock: systemClock }),
  ).not.toThrow()
  expect(createOAuthServices(withGetters(good) as OAuthServicesOptions).client?.clientId).toBe('client-1')
  expect(() =>
    createOAuthServices({ ...good, parameters: Object.create(null) as Record<string, string> }),
  ).not.toThrow()
})

test('an app that has options of its own can tell which are for OAuth', () => {
  const names = ['issuer', 'clientAuth', 'sendAudienceOnRefresh', 'onPrompt', 'toString', '__proto__', 'clientID']
  expect(names.filter((name) => oauthOptionNames.includes(name))).toEqual([
    'issuer',
    'clientAuth',
    'sendAudienceOnRefresh',
  ])
})

test('plain http is refused unless the server is on this very machine (H4)', () => {
  expect(optionsErrorFor({ ...good, issuer: 'http://id.example.com' }).message).toContain('https')
  const remote = { ...endpoints, tokenEndpoint: 'http://127.0.0.1.example.com/token' }
  expect(optionsErrorFor({ clientId: 'a', endpoints: remote }).option).toBe('endpoints.tokenEndpoint')
  for (const host of ['localhost:3000', '127.0.0.1:1', '127.8.9.1', '[::1]:8080']) {
    expect(() => createOAuthServices({ issuer: `http://${host}`, clientId: 'a' })).not.toThrow()
  }
})
