import type { ProviderFixture } from './provider-fixture.ts'

/** PingFederate (docs.pingidentity.com): as RFC 8628 has it. */
export const pingfederate: ProviderFixture = {
  issuerPath: '',
  deviceAuthorizationPath: '/as/device_authz.oauth2',
  tokenPath: '/as/token.oauth2',
  revocationPath: '/as/revoke_token.oauth2',
  refresh: 'rotates',
}
