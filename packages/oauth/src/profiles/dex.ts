import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

const GRANT_TYPES =
  'config.yaml, oauth2, grantTypes: if it is set, urn:ietf:params:oauth:grant-type:device_code is among them.'
const STATIC_CLIENT =
  'config.yaml, staticClients: the client has /device/callback among its redirectURIs; public: true for one without a secret.'

/** By what it is recognised, and what people who wait there are told. */
const aboutDex: ProviderAbout = {
  title: 'Dex',
  hosts: [],
  waiting:
    'At Dex, the page says more than the device hears: look there. Of a client that it does not know, by its ID or its secret, only the page tells, and so it does of a sign-in that was declined.',
}

/** Dex, found by the host of its issuer. */
export const dex: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'dex',
  about: aboutDex,
  place: { host: { description: 'the host of the issuer, with its path, if it has one', example: 'dex.example.com' } },
  addresses: { issuer: '{host}' },
  secretMethod: 'client_secret_post',
  deviations: [
    'The request for a code reads the client secret from the body alone, although Basic authentication is listed: by Basic, the page says invalid_client, and the device hears authorization_pending to the end.',
    'A client that is not known is given a code.',
    'The device is not told that a person declined: authorization_pending goes on until the code expires.',
    'authorization_pending comes with the status 401.',
  ],
  supports: {
    discovery: true,
    verification_uri_complete: true,
    'refresh tokens': true,
    'ID tokens': true,
    revocation: false,
    'public clients': true,
    'client secrets': true,
    PKCE: true,
  },
  setup: [GRANT_TYPES, STATIC_CLIENT, 'How long codes live: expiry, deviceRequests.'],
  refusals: { unsupported_grant_type: GRANT_TYPES },
  publicRefusals: { invalid_client: STATIC_CLIENT },
  refresh: {
    rotation: 'optional',
    grace: '3 s by default: expiry, refreshTokens, reuseInterval.',
    life: 'Refresh tokens by expiry, refreshTokens: validIfNotUsedFor, absoluteLifetime.',
    revocation: 'None: signing out forgets the tokens here.',
  },
  sources: [
    {
      text: 'Dex: deviceflowhandlers.go',
      url: 'https://github.com/dexidp/dex/blob/master/server/deviceflowhandlers.go',
    },
    { text: 'Dex: config.yaml.dist', url: 'https://github.com/dexidp/dex/blob/master/config.yaml.dist' },
    { text: 'Dex: token expiration and rotation', url: 'https://dexidp.io/docs/configuration/tokens/' },
  ],
})
