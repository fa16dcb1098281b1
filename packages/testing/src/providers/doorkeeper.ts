import { oauthError } from '../server/oauth-responses.ts'
import type { ProviderFixture } from './provider-fixture.ts'

/** Doorkeeper with doorkeeper-device_authorization_grant: without OpenID Connect, it has no metadata. A no deletes the code. */
export const doorkeeper: ProviderFixture = {
  deviceAuthorizationPath: '/oauth/authorize_device',
  tokenPath: '/oauth/token',
  revocationPath: '/oauth/revoke',
  issued: (code) => ({
    body: { ...code, verification_uri_complete: `${code.verification_uri}?user_code=${code.user_code}` },
  }),
  verdicts: { denied: () => oauthError('invalid_grant') },
  refresh: 'rotates',
}
