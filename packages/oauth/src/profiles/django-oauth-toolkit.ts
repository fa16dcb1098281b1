import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'

const GRANT = 'The application’s authorization grant type is Device Code.'

/** Django OAuth Toolkit, found by where your site includes its URLs. */
export const djangoOauthToolkit: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'django-oauth-toolkit',
  about: { title: 'Django OAuth Toolkit', hosts: [] },
  place: {
    host: {
      description: 'the host of the site, with the path of oauth2_provider.urls',
      example: 'app.example.com/o',
    },
  },
  addresses: {
    issuer: '{host}',
    endpoints: {
      deviceAuthorizationEndpoint: '{host}/device-authorization/',
      revocationEndpoint: '{host}/revoke_token/',
    },
  },
  deviations: [
    'The metadata lists the device flow, and does not name its endpoint; that for revocation is named in one of its two documents alone.',
    'A client that is not known is invalid_request: Invalid client_id parameter value.',
    'A code that was deleted is device_not_found, with the status 404.',
  ],
  supports: {
    discovery: true,
    verification_uri_complete: true,
    'refresh tokens': true,
    revocation: true,
    'public clients': true,
    'client secrets': true,
  },
  setup: [
    GRANT,
    'settings.py, OAUTH2_PROVIDER: OAUTH_DEVICE_VERIFICATION_URI, the address of the page.',
    'ID tokens and metadata: OIDC_ENABLED.',
  ],
  refusals: { unauthorized_client: GRANT },
  refresh: {
    rotation: 'optional',
    grace: 'None by default: REFRESH_TOKEN_GRACE_PERIOD_SECONDS.',
    life: 'The access token 10 hours by default, ACCESS_TOKEN_EXPIRE_SECONDS; the refresh token without end, REFRESH_TOKEN_EXPIRE_SECONDS. It is rotated by default: ROTATE_REFRESH_TOKEN.',
    endsAccessToken: true,
    revocation: 'Revoking the refresh token ends its access token, too.',
  },
  sources: [
    {
      text: 'Django OAuth Toolkit: device authorization grant',
      url: 'https://django-oauth-toolkit.readthedocs.io/en/latest/tutorial/tutorial_06.html',
    },
    {
      text: 'Django OAuth Toolkit: settings',
      url: 'https://django-oauth-toolkit.readthedocs.io/en/latest/settings.html',
    },
  ],
})
