import { speaking } from './dialect/dialect.ts'
import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'

const DEVICE_FLOW =
  'External Client App Manager, the app, Edit Settings, OAuth Settings: Enable OAuth, and Enable Device Flow.'

/** Salesforce, or with its host, your own domain or a sandbox. */
export const salesforce: ProviderAt = /* @__PURE__ */ defineProvider(
  {
    name: 'salesforce',
    about: { title: 'Salesforce', hosts: ['login.salesforce.com', 'test.salesforce.com', '*.my.salesforce.com'] },
    place: {
      host: {
        description: 'the host of your domain, or of the sandboxes',
        example: 'test.salesforce.com',
        default: 'login.salesforce.com',
      },
    },
    addresses: {
      endpoints: {
        deviceAuthorizationEndpoint: '{host}/services/oauth2/token',
        tokenEndpoint: '{host}/services/oauth2/token',
        revocationEndpoint: '{host}/services/oauth2/revoke',
      },
    },
    secretMethod: 'client_secret_post',
    deviations: [
      'One endpoint is for codes and tokens: a code is asked for by response_type=device_code, and polled by grant_type=device and code.',
      'No expires_in: a code is taken to live 500 s, which is how long the vendor’s own client polls.',
      'The host of its API comes with the tokens, as instance_url.',
    ],
    supports: { discovery: false, verification_uri_complete: false, 'refresh tokens': true, revocation: true },
    setup: [DEVICE_FLOW, 'For refresh tokens, the scope refresh_token is among the app’s, and asked for.'],
    refusals: { invalid_client: DEVICE_FLOW, unauthorized_client: DEVICE_FLOW },
    refresh: {
      rotation: 'optional',
      grace: 'With Refresh Token Rotation, none.',
      life: 'The access token as long as the app’s session timeout; the refresh token as its Refresh Token Policy says.',
      revocation: 'Revoking the refresh token ends its access tokens, too.',
    },
    sources: [
      {
        text: 'Salesforce: OAuth 2.0 device flow',
        url: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_device_flow.htm',
      },
      {
        text: 'Salesforce: OAuth 2.0 refresh token flow',
        url: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_refresh_token_flow.htm',
      },
      {
        text: 'Salesforce: revoking OAuth tokens',
        url: 'https://developer.salesforce.com/docs/platform/mobile-sdk/guide/oauth-revoking-tokens.html',
      },
      {
        text: 'forcedotcom/sfdx-core: deviceOauthService.ts',
        url: 'https://github.com/forcedotcom/sfdx-core/blob/main/src/deviceOauthService.ts',
      },
    ],
  },
  /* @__PURE__ */ speaking({
    requestNames: { device_code: 'code' },
    parameters: {
      deviceAuthorization: { response_type: 'device_code' },
      poll: { grant_type: 'device' },
    },
    defaults: { deviceAuthorization: { expires_in: 500 } },
  }),
)
