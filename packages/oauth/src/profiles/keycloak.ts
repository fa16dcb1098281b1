import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

const CAPABILITY = 'Clients, the client, Capability config: OAuth 2.0 Device Authorization Grant. It is off by default.'
const PUBLIC = 'Client authentication is off for a public client.'
const SECRET = 'For a client with a secret, Client authentication is on: Credentials, Client Secret.'

/** By what it is recognised, and what people who wait there are told. */
export const aboutKeycloak: ProviderAbout = {
  title: 'Keycloak',
  hosts: [],
  // It runs on hosts of its users: https://id.example.com/realms/example.
  path: /^(?:\/[^/]+)?\/realms\/[^/]+(?:\/protocol\/openid-connect\/.*)?\/?$/,
  waiting:
    'At Keycloak, the page says more than the device hears: look there, and in the realm’s Events, whether the person may use this client.',
}

/** Keycloak, found by its host and the realm, which is the tenant. */
export const keycloak: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'keycloak',
  about: aboutKeycloak,
  place: {
    host: { description: 'the host of the server', example: 'id.example.com' },
    tenant: { description: 'the realm', example: 'example' },
  },
  addresses: { issuer: '{host}/realms/{tenant}' },
  deviations: [
    'A client without the grant is refused by invalid_grant.',
    'After the approval, a poll or two may still be pending, until the session is visible.',
    'expired_token is said for the interval and 10 s; after that it is invalid_grant.',
    'Some errors of the device authorization endpoint come without CORS headers: a page takes them for a broken connection.',
  ],
  supports: {
    discovery: true,
    verification_uri_complete: true,
    'refresh tokens': true,
    'ID tokens': true,
    revocation: true,
    'public clients': true,
    'client secrets': true,
    PKCE: true,
    DPoP: true,
    'pages (CORS)': true,
  },
  setup: [
    CAPABILITY,
    PUBLIC,
    SECRET,
    'For pages: their origin is in the client’s Web origins.',
    'How long codes live and how often to poll: Realm settings, or the client’s Advanced settings.',
  ],
  refusals: { invalid_client: SECRET, unauthorized_client: CAPABILITY },
  publicRefusals: { invalid_client: PUBLIC },
  refresh: {
    rotation: 'optional',
    grace: 'With Revoke Refresh Token, none by default: Refresh Token Max Reuse.',
    life: 'The access token 5 minutes by default; the refresh token with the session, by default 30 minutes without use, 10 hours in all. That of offline_access lives longer.',
  },
  sources: [
    { text: 'Keycloak: server administration', url: 'https://www.keycloak.org/docs/latest/server_admin/' },
    {
      text: 'Keycloak: DeviceGrantType.java',
      url: 'https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/grants/device/DeviceGrantType.java',
    },
  ],
})
