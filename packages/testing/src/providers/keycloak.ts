import { denied, expired, pending, slowDown } from '../server/oauth-responses.ts'
import type { ProviderFixture } from './provider-fixture.ts'

/** Keycloak (DeviceGrantType.java): all errors are 400. */
export const keycloak: ProviderFixture = {
  issuerPath: '/realms/demo',
  deviceAuthorizationPath: '/realms/demo/protocol/openid-connect/auth/device',
  tokenPath: '/realms/demo/protocol/openid-connect/token',
  revocationPath: '/realms/demo/protocol/openid-connect/revoke',
  issued: (code) => ({
    body: { ...code, verification_uri_complete: `${code.verification_uri}?user_code=${code.user_code}` },
  }),
  verdicts: {
    pending: () => pending({ description: 'The authorization request is still pending' }),
    slowDown: () => slowDown({ description: 'Slow down' }),
    denied: () => denied({ description: 'The end user denied the authorization request' }),
    expired: () => expired({ description: 'Device code is expired' }),
  },
  granted: (members) => ({ ...members, refresh_expires_in: 1800, 'not-before-policy': 0, session_state: 's-1' }),
  refresh: 'rotates',
}
