import { oauthError } from '../server/oauth-responses.ts'
import type { ProviderFixture } from './provider-fixture.ts'

/** Django OAuth Toolkit 3.4: its metadata names no device authorization endpoint. */
export const djangoOauthToolkit: ProviderFixture = {
  issuerPath: '/o',
  deviceAuthorizationPath: '/o/device-authorization/',
  isDeviceAuthorizationUnnamed: true,
  tokenPath: '/o/token/',
  revocationPath: '/o/revoke_token/',
  issued: (code) => ({
    body: { ...code, verification_uri_complete: `${code.verification_uri}?user_code=${code.user_code}` },
  }),
  verdicts: {
    unknown: () => oauthError('device_not_found', { status: 404 }),
  },
  refresh: 'rotates',
}
