import { speaking } from './dialect/dialect.ts'
import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'

const PLUGIN =
  'The plugin deviceAuthorization() is among the server’s plugins, and its validateClient accepts the client ID.'

/** Better Auth with its device authorization plugin, found by the host of your app. */
export const betterAuth: ProviderAt = /* @__PURE__ */ defineProvider(
  {
    name: 'better-auth',
    about: { title: 'Better Auth', hosts: [] },
    place: { host: { description: 'the host of the app', example: 'app.example.com' } },
    addresses: {
      endpoints: {
        deviceAuthorizationEndpoint: '{host}/api/auth/device/code',
        tokenEndpoint: '{host}/api/auth/device/token',
      },
    },
    refreshGraceMs: 0,
    deviations: [
      'Requests are JSON.',
      'The access token is that of a session of the app, and there is no refresh token.',
      'A poll of a client that is not known is invalid_grant.',
    ],
    supports: { discovery: false, verification_uri_complete: true, 'refresh tokens': false, 'public clients': true },
    setup: [
      PLUGIN,
      'An app whose basePath is not /api/auth: give its two endpoints.',
      'For the access token as a bearer token, the plugin bearer().',
      'Better Auth 1.7 has a second device grant, for clients of its OAuth provider: oauthProvider() and oauthDeviceAuthorization() of @better-auth/oauth-provider. It has discovery, refresh tokens, ID tokens, revocation and DPoP, and speaks as the standards say: give its issuer, https://app.example.com/api/auth, and not this provider.',
    ],
    refusals: { invalid_client: PLUGIN },
    refresh: {
      life: 'The access token as long as a session of the app: 7 days by default.',
      revocation: 'None: signing out forgets the token here.',
    },
    sources: [
      {
        text: 'Better Auth: device authorization',
        url: 'https://www.better-auth.com/docs/plugins/device-authorization',
      },
      {
        text: 'Better Auth: OAuth provider',
        url: 'https://www.better-auth.com/docs/plugins/oauth-provider',
      },
    ],
  },
  /* @__PURE__ */ speaking({ encoding: 'json' }),
)
