import { pending } from '../server/oauth-responses.ts'
import type { ProviderFixture } from './provider-fixture.ts'

/** Okta (developer.okta.com, device authorization grant). */
export const okta: ProviderFixture = {
  issuerPath: '/oauth2/default',
  deviceAuthorizationPath: '/oauth2/default/v1/device/authorize',
  tokenPath: '/oauth2/default/v1/token',
  revocationPath: '/oauth2/default/v1/revoke',
  issued: ({ user_code: _other, ...code }) => ({ body: { ...code, user_code: 'HMBSRJRC' } }),
  verdicts: {
    pending: () => pending({ description: 'The device authorization is pending. Please try again later.' }),
  },
  refresh: 'stays',
}
