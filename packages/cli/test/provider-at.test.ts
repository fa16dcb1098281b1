import { expect, test } from 'vitest'
import { github } from '@device-flow/oauth/profiles'
import { providerAt } from '../src/client/provider-at.ts'

test.each([
  ['https://acme.eu.auth0.com/', 'auth0'],
  ['https://acme.okta.com/oauth2/default', 'okta'],
  ['https://accounts.google.com', 'google'],
  ['https://id.example.com/realms/acme', 'keycloak'],
  ['https://id.example.com/realms/acme/more', undefined],
  ['http://localhost:4593/api/oidc', undefined],
])('the address %s tells that %s runs it, and one that tells nothing names nobody (N7)', async (address, name) => {
  expect((await providerAt(address, undefined))?.name).toBe(name)
  expect((await providerAt(address, github()))?.name).toBe('github')
})
