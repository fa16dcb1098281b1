import { expect, test } from 'vitest'
import { placeOfAddresses } from '../../src/set-up/place-in-address.ts'

test.each([
  ['auth0', { tenant: 'https://dev-abc.eu.auth0.com/' }, { tenant: 'dev-abc.eu' }],
  ['auth0', { tenant: 'dev-abc.eu.auth0.com' }, { tenant: 'dev-abc.eu' }],
  ['auth0', { tenant: 'https://dev-abc.eu.auth0.com/authorize?x=1' }, { tenant: 'dev-abc.eu' }],
  ['auth0', { tenant: 'dev-abc.eu' }, { tenant: 'dev-abc.eu' }],
  ['auth0', { tenant: 'https://elsewhere.example/' }, { tenant: 'https://elsewhere.example/' }],
  ['auth0', { host: 'https://login.example.com/' }, { host: 'https://login.example.com/' }],
  [
    'keycloak',
    { tenant: 'https://id.example.com/realms/shop', host: 'id.example.com' },
    { tenant: 'shop', host: 'id.example.com' },
  ],
  ['', { tenant: 'x' }, { tenant: 'x' }],
])('at %s, %j is the place %j', (provider, typed, place) => {
  expect(placeOfAddresses(provider, typed)).toEqual(place)
})
