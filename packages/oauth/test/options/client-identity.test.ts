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
