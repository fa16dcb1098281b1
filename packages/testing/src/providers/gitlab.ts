import type { ProviderFixture } from './provider-fixture.ts'

/** GitLab (docs.gitlab.com, OAuth 2.0 identity provider API). */
export const gitlab: ProviderFixture = {
  issuerPath: '',
  deviceAuthorizationPath: '/oauth/authorize_device',
  tokenPath: '/oauth/token',
  revocationPath: '/oauth/revoke',
  issued: ({ user_code: _other, ...code }) => ({
    body: {
      ...code,
      user_code: '0A44L90H',
      verification_uri_complete: `${code.verification_uri}?user_code=0A44L90H`,
    },
  }),
  refresh: 'rotates',
}
