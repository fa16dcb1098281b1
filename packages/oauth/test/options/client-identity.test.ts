import { expect, test } from 'vitest'
import { createOAuthServices } from '../../src/index.ts'
import type { OAuthServicesOptions } from '../../src/index.ts'

const endpoints = {
  deviceAuthorizationEndpoint: 'https://as.example/device',
  tokenEndpoint: 'https://as.example/token',
}

test.each<[string, OAuthServicesOptions, string]>([
  ['an issuer', { issuer: 'https://as.example', clientId: 'tv' }, 'https://as.example'],
  ['the same, with a slash', { issuer: 'https://as.example/', clientId: 'tv' }, 'https://as.example'],
  [
    'the same, in capitals and with its port',
    { issuer: 'https://AS.example:443', clientId: 'tv' },
    'https://as.example',
  ],
  ['one tenant', { issuer: 'https://as.example/t1/', clientId: 'tv' }, 'https://as.example/t1'],
  ['endpoints', { endpoints, clientId: 'tv' }, 'https://as.example/token'],
  [
    'endpoints and their issuer',
    { endpoints: { ...endpoints, issuer: 'https://as.example/' }, clientId: 'tv' },
    'https://as.example',
  ],
  [
    'endpoints and an issuer that is no URL',
    { endpoints: { ...endpoints, issuer: 'accounts.example' }, clientId: 'tv' },
    'accounts.example',
  ],
])('sessions are of the server that the options name, however it is written: %s (attack X3)', (_, options, server) => {
  expect(createOAuthServices(options).client).toEqual({ server, clientId: 'tv' })
})

test('sessions are of what the client asks for, too: tokens for something else are no tokens of it', () => {
  const asked = { scope: ' openid  offline_access ', audience: 'https://api.example', resource: ['urn:a', 'urn:b'] }
  expect(createOAuthServices({ issuer: 'https://as.example', clientId: 'tv', ...asked }).client).toEqual({
    server: 'https://as.example',
    clientId: 'tv',
    scope: 'openid  offline_access',
    audience: 'https://api.example',
    resources: ['urn:a', 'urn:b'],
  })
})

test.each([0, 10_000, 86_400_000, undefined])('the grace of the server is handed on: %s', (refreshGraceMs) => {
  const services = createOAuthServices({ issuer: 'https://as.example', clientId: 'tv', refreshGraceMs })
  expect(services.refreshGraceMs).toBe(refreshGraceMs)
})
