import { speaking } from './dialect/dialect.ts'
import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'

const PUBLIC =
  'Developer Console, Applications, the application: its Client Type is Public, for a client without a secret.'

/** Twitch. */
export const twitch: ProviderAt = /* @__PURE__ */ defineProvider(
  {
    name: 'twitch',
    about: { title: 'Twitch', hosts: ['id.twitch.tv'] },
    addresses: {
      endpoints: {
        deviceAuthorizationEndpoint: 'https://id.twitch.tv/oauth2/device',
        tokenEndpoint: 'https://id.twitch.tv/oauth2/token',
        revocationEndpoint: 'https://id.twitch.tv/oauth2/revoke',
      },
    },
    secretMethod: 'client_secret_post',
    repeatsScope: true,
    refreshGraceMs: 0,
    deviations: [
      'The scope is called scopes, and a poll repeats it.',
      'Errors have no code: message says authorization_pending, or invalid device code once it has run out.',
      'The user code is in verification_uri already.',
      'The granted scope is a list.',
    ],
    supports: {
      verification_uri_complete: false,
      'refresh tokens': true,
      revocation: true,
      'public clients': true,
      'client secrets': true,
    },
    setup: [PUBLIC],
    publicRefusals: { invalid_client: PUBLIC },
    refresh: {
      rotation: 'always',
      grace: 'None: the refresh token of a public client is good for one use.',
      life: 'The refresh token of a public client 30 days, unless it is used.',
      revocation: 'Ends the access token.',
    },
    sources: [
      {
        text: 'Twitch: device code grant flow',
        url: 'https://dev.twitch.tv/docs/authentication/getting-tokens-oauth/#device-code-grant-flow',
      },
      {
        text: 'Twitch: refreshing access tokens',
        url: 'https://dev.twitch.tv/docs/authentication/refresh-tokens/',
      },
    ],
  },
  /* @__PURE__ */ speaking({
    requestNames: { scope: 'scopes' },
    codes: {
      'invalid client': 'invalid_client',
      'invalid device code': 'expired_token',
      'Invalid refresh token': 'invalid_grant',
    },
  }),
)
