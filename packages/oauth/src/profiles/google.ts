import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

/** By what it is recognised, and what people who wait there are told. */
export const aboutGoogle: ProviderAbout = {
  title: 'Google',
  hosts: ['accounts.google.com', 'oauth2.googleapis.com'],
  waiting:
    'At Google, the page may have refused: an app in testing lets in its test users alone, and an administrator may have blocked it. Codes are case-sensitive.',
}

/** Google, for clients of the type “TVs and Limited Input devices”. */
export const google: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'google',
  about: aboutGoogle,
  addresses: {
    issuer: 'https://accounts.google.com',
    endpoints: {
      deviceAuthorizationEndpoint: 'https://oauth2.googleapis.com/device/code',
      tokenEndpoint: 'https://oauth2.googleapis.com/token',
    },
  },
  requiredSecret: 'the Client secret of the OAuth client, even of a TV: Google Auth Platform, Clients',
  secretMethod: 'client_secret_post',
  deviations: [
    'The client secret is wanted with each poll, even of a TV.',
    'verification_uri is called verification_url.',
    'A user code is case-sensitive, and up to 15 wide characters long.',
    'Pending comes with status 428, slow_down and denied with 403.',
    'The scopes email and profile are granted as https://www.googleapis.com/auth/userinfo.email and .profile.',
    'A quota that is used up is {"error_code":"rate_limit_exceeded"}.',
  ],
  grantedScopes: {
    names: {
      email: 'https://www.googleapis.com/auth/userinfo.email',
      profile: 'https://www.googleapis.com/auth/userinfo.profile',
    },
  },
  supports: {
    discovery: true,
    verification_uri_complete: false,
    'refresh tokens': true,
    'ID tokens': true,
    revocation: true,
    'public clients': false,
    'client secrets': true,
  },
  setup: [
    'The OAuth client’s type is TVs and Limited Input devices; its secret goes into DEVICE_FLOW_CLIENT_SECRET, or clientAuth.',
    'Only some scopes are open to devices.',
    'OAuth consent screen: the user type is External for people of other organisations.',
  ],
  refresh: {
    rotation: 'never',
    life: 'A refresh token that is not used for six months stops working.',
    revocation: 'The person’s permission for the app ends.',
  },
  sources: [
    {
      text: 'Google: OAuth 2.0 for TV and limited-input devices',
      url: 'https://developers.google.com/identity/protocols/oauth2/limited-input-device',
    },
    { text: 'Google: using OAuth 2.0', url: 'https://developers.google.com/identity/protocols/oauth2' },
  ],
})
