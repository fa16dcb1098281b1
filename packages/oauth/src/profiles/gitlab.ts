import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'

/** GitLab, or with its host, one that you run. */
export const gitlab: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'gitlab',
  about: { title: 'GitLab', hosts: ['gitlab.com'] },
  place: { host: { description: 'the host of your GitLab', example: 'gitlab.example.com', default: 'gitlab.com' } },
  addresses: {
    issuer: '{host}',
    endpoints: {
      deviceAuthorizationEndpoint: '{host}/oauth/authorize_device',
      tokenEndpoint: '{host}/oauth/token',
      revocationEndpoint: '{host}/oauth/revoke',
    },
  },
  deviations: ['User codes mix letters and digits: 0A44L90H.'],
  supports: { discovery: true, verification_uri_complete: true, 'refresh tokens': true, revocation: true },
  setup: ['GitLab 17.1 or newer.', 'User settings, Applications: the application has the scopes that are asked for.'],
  sources: [
    {
      text: 'GitLab: OAuth 2.0 identity provider API',
      url: 'https://docs.gitlab.com/api/oauth2/#device-authorization-grant-flow',
    },
  ],
})
