import type { ProviderFixture } from './provider-fixture.ts'

/** Logto (docs.logto.io, device flow), whose engine is oidc-provider. */
export const logto: ProviderFixture = {
  issuerPath: '/oidc',
  deviceAuthorizationPath: '/oidc/device/auth',
  tokenPath: '/oidc/token',
  issued: (code) => ({
    body: { ...code, verification_uri_complete: `${code.verification_uri}?user_code=${code.user_code}` },
  }),
  refresh: 'rotates',
}
