import { Secret } from '@device-flow/machine'
import { describe, expect, test } from 'vitest'
import { createOAuthServices, OAuthOptionsError } from '../src/index.ts'
import type { ClientAuth, OAuthServicesOptions } from '../src/index.ts'
import { call, connect, failure } from './support.ts'

const issuer = 'https://id.example.com'
const endpoints = { deviceAuthorizationEndpoint: `${issuer}/device`, tokenEndpoint: `${issuer}/token` }
const good = { issuer, clientId: 'client-1' }

function optionsErrorFor(options: object): OAuthOptionsError {
  let thrown: unknown
  try {
    createOAuthServices(options as OAuthServicesOptions)
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(TypeError)
  expect(thrown).toBeInstanceOf(OAuthOptionsError)
  return thrown as OAuthOptionsError
}

describe('an app is told at once, before any request, which option can not work', () => {
  test.each<[string, object]>([
    ['issuer', { clientId: 'a' }],
    ['issuer', { ...good, endpoints }],
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
    ['resource', { ...good, resource: 'api' }],
    ['resource', { ...good, resource: ['https://api.example.com', 'https://api.example.com/#part'] }],
    ['headers', { ...good, headers: { 'x-key': 'a\nb' } }],
    ['headers.authorization', { ...good, headers: { Authorization: 'Bearer x' } }],
    ['idTokenSignedResponseAlg', { ...good, idTokenSignedResponseAlg: 'none' }],
    ['idTokenSignedResponseAlg', { ...good, idTokenSignedResponseAlg: 'HS256' }],
    ['clientAuth.clientSecret', { ...good, clientAuth: { method: 'client_secret_post', clientSecret: '' } }],
    ['clientAuth.key', { ...good, clientAuth: { method: 'private_key_jwt', key: 'pem' } }],
    ['clientAuth.method', { ...good, clientAuth: { method: 'tls_client_auth' } }],
  ])('%s in %j', (option, options) => {
    const error = optionsErrorFor(options)
    expect(error.option).toBe(option)
    expect(error.message).toMatch(new RegExp(`^${option.replace('.', '\\.')}: .{10}`))
  })

  test.each(['grant_type', 'client_id', 'client_secret', 'client_assertion', 'device_code', 'refresh_token', 'scope'])(
    'parameters can not override %s (A5)',
    (name) => {
      expect(optionsErrorFor({ ...good, parameters: { [name]: 'x' } }).option).toBe(`parameters.${name}`)
    },
  )

  test('nor can the parameters of one login (A5)', async () => {
    const { services, server } = await connect()
    const error = await failure(services.requestDeviceAuthorization({ parameters: { device_code: 'mine' } }, call))
    expect(error).toBeInstanceOf(OAuthOptionsError)
    expect(server.requests()).toHaveLength(0)
  })
})

test('plain http is refused unless the server is on this very machine (H4)', () => {
  expect(optionsErrorFor({ ...good, issuer: 'http://id.example.com' }).message).toContain('https')
  const remote = { ...endpoints, tokenEndpoint: 'http://127.0.0.1.example.com/token' }
  expect(optionsErrorFor({ clientId: 'a', endpoints: remote }).option).toBe('endpoints.tokenEndpoint')
  for (const host of ['localhost:3000', '127.0.0.1:1', '127.8.9.1', '[::1]:8080']) {
    expect(() => createOAuthServices({ issuer: `http://${host}`, clientId: 'a' })).not.toThrow()
  }
})

test('a wrong secret is not repeated in the complaint about it (H3)', () => {
  const clientAuth = { method: 'client_secret', clientSecret: new Secret('s3cr3t-value') } as unknown as ClientAuth
  expect(optionsErrorFor({ ...good, clientAuth }).message).not.toContain('s3cr3t')
  expect(optionsErrorFor({ ...good, headers: { 'x-key': 's3cr3t\nvalue' } }).message).not.toContain('s3cr3t')
})
