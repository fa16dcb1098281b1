import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'

const GRANT_FLOWS =
  'config/initializers/doorkeeper.rb: device_code is among the grant_flows, and use_refresh_token is there for refresh tokens.'

/** Doorkeeper with its device authorization grant, found by the host of your app. */
export const doorkeeper: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'doorkeeper',
  about: { title: 'Doorkeeper', hosts: [] },
  place: { host: { description: 'the host of the app', example: 'app.example.com' } },
  addresses: {
    endpoints: {
      deviceAuthorizationEndpoint: '{host}/oauth/authorize_device',
      tokenEndpoint: '{host}/oauth/token',
      revocationEndpoint: '{host}/oauth/revoke',
    },
  },
  deviations: [
    'A scope that is not known is 422, without an OAuth error.',
    'The metadata of doorkeeper-openid_connect lists the device flow as device_code, and does not name its endpoint.',
    'Where a person can decline, that deletes the code: the device hears invalid_grant.',
  ],
  supports: {
    discovery: false,
    verification_uri_complete: true,
    'refresh tokens': true,
    revocation: true,
    'public clients': true,
    'client secrets': true,
  },
  setup: [
    GRANT_FLOWS,
    'config/routes.rb: use_doorkeeper_device_authorization_grant.',
    'How long codes live and how often to poll: config/initializers/doorkeeper_device_authorization_grant.rb.',
    'For ID tokens by doorkeeper-openid_connect: give the issuer and the device authorization endpoint, and not this provider.',
  ],
  refusals: { unsupported_grant_type: GRANT_FLOWS },
  refresh: {
    rotation: 'always',
    grace:
      'Where the table of tokens has previous_refresh_token, the tokens before end when the new access token is used first; otherwise at once.',
    life: 'The access token 2 hours by default: access_token_expires_in. Refresh tokens do not expire.',
    endsAccessToken: true,
    revocation: 'Revoking either token ends both.',
  },
  sources: [
    {
      text: 'Doorkeeper::DeviceAuthorizationGrant',
      url: 'https://github.com/exop-group/doorkeeper-device_authorization_grant',
    },
    {
      text: 'Doorkeeper: refresh token credentials flow',
      url: 'https://doorkeeper.gitbook.io/guides/ruby-on-rails/other-topics/enable-refresh-token-credentials',
    },
  ],
})
