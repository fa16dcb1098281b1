import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

/** By what it is recognised. */
export const aboutGitlab: ProviderAbout = { title: 'GitLab', hosts: ['gitlab.com'] }

const CONFIDENTIAL = 'User settings, Applications, the application: Confidential is off, for a client without a secret.'
const SCOPES = 'User settings, Applications: the application has the scopes that are asked for.'

/** GitLab, or with its host, one that you run. */
export const gitlab: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'gitlab',
  about: aboutGitlab,
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
  setup: ['GitLab 17.1 or newer.', CONFIDENTIAL, SCOPES],
  refusals: { invalid_scope: SCOPES },
  publicRefusals: { invalid_client: CONFIDENTIAL },
  refresh: {
    rotation: 'always',
    life: 'The access token 2 hours.',
    endsAccessToken: true,
  },
  sources: [
    {
      text: 'GitLab: OAuth 2.0 identity provider API',
      url: 'https://docs.gitlab.com/api/oauth2/#device-authorization-grant-flow',
    },
  ],
})
