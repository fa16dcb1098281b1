import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

/** By what it is recognised, and what people who wait there are told. */
export const aboutAuth0: ProviderAbout = {
  title: 'Auth0',
  hosts: ['*.auth0.com'],
  waiting:
    'At Auth0, the page may have refused: look in the tenant’s log for fdeac (the code was wrong or dead) and fdecc (the person cancelled), and whether a connection is enabled for the application.',
}

/** Auth0: found by its tenant (`dev-abc.eu`), or by the host of a custom domain. */
export const auth0: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'auth0',
  about: aboutAuth0,
  place: {
    tenant: { description: 'the tenant, with its region', example: 'dev-abc.eu' },
    host: { description: 'the host of the domain', example: 'login.example.com', default: '{tenant}.auth0.com' },
  },
  addresses: { issuer: '{host}/' },
  refreshGraceMs: 0,
  deviations: [
    'Pending, expired and denied come with status 403, slow_down with 429.',
    'expired_token is said once; after that it is invalid_grant.',
    'A rate limit is a 429 without an OAuth error.',
    'A user code may be of letters or digits alone, with blanks in it, and up to 20 characters long: the tenant says which.',
  ],
  supports: {
    discovery: true,
    verification_uri_complete: true,
    'refresh tokens': true,
    'ID tokens': true,
    revocation: true,
    'public clients': true,
    'client secrets': false,
    'pages (CORS)': true,
  },
  setup: [
    'The application’s type is Native, its Authentication Method (Token Endpoint Authentication Method) is None, and OIDC Conformant is on.',
    'Applications, the application, Advanced Settings, Grant Types: Device Code, and Refresh Token for refresh tokens.',
    'Connections: at least one is enabled for the application.',
    'For refresh tokens, the API has Allow Offline Access, and the scope offline_access is asked for. For an API’s access token, give its audience.',
    'For pages: their origin is in Allowed Web Origins.',
  ],
  refresh: {
    rotation: 'optional',
    grace: 'None, unless a leeway is configured: within it, the token before brings a new one.',
    life: '30 days by default, a year at most; rotation does not extend it.',
    revocation:
      'Revoking a refresh token may end all of the person’s refresh tokens of the application and audience: that is a setting of the tenant.',
  },
  sources: [
    {
      text: 'Auth0: device authorization flow',
      url: 'https://auth0.com/docs/get-started/authentication-and-authorization-flow/device-authorization-flow',
    },
    {
      text: 'Auth0: refresh token rotation',
      url: 'https://auth0.com/docs/secure/tokens/refresh-tokens/refresh-token-rotation',
    },
  ],
})
