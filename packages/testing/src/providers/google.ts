import { denied, oauthError, pending, slowDown } from '../server/oauth-responses.ts'
import type { ProviderFixture } from './provider-fixture.ts'

/** Google (developers.google.com, OAuth 2.0 for TV and limited-input devices). */
export const google: ProviderFixture = {
  issuerPath: '',
  deviceAuthorizationPath: '/device/code',
  tokenPath: '/token',
  revocationPath: '/revoke',
  refuse: ({ form }, isPoll) =>
    isPoll && !form.has('client_secret')
      ? oauthError('invalid_client', { status: 401, description: 'The OAuth client was not found.' })
      : undefined,
  issued: ({ verification_uri, ...code }) => ({ body: { ...code, verification_url: verification_uri } }),
  verdicts: {
    pending: () => pending({ status: 428, description: 'Precondition Required' }),
    slowDown: () => slowDown({ status: 403, description: 'Forbidden' }),
    denied: () => denied({ status: 403, description: 'Forbidden' }),
  },
  refresh: 'stays',
}
