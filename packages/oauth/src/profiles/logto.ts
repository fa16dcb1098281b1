import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

/** By what it is recognised. */
export const aboutLogto: ProviderAbout = { title: 'Logto', hosts: ['*.logto.app'] }

const NATIVE = 'Console, Applications: one of the type Native, with device flow as the authorization flow.'

/** Logto, found by the tenant of Logto Cloud, or by the host of one that you run. */
export const logto: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'logto',
  about: aboutLogto,
  place: {
    tenant: { description: 'the tenant ID of Logto Cloud', example: 'abc123' },
    host: { description: 'the host of the Logto endpoint', example: 'auth.example.com', default: '{tenant}.logto.app' },
  },
  addresses: { issuer: '{host}/oidc' },
  exampleScope: 'openid profile offline_access',
  deviations: [
    'A login that asks for no scope, or for none that it knows, ends as access_denied though the person has approved.',
  ],
  supports: {
    discovery: true,
    verification_uri_complete: true,
    'refresh tokens': true,
    'ID tokens': true,
    'public clients': true,
    'client secrets': false,
  },
  setup: [NATIVE],
  refusals: { invalid_client: NATIVE, unauthorized_client: NATIVE },
  refresh: {
    rotation: 'optional',
    life: 'The refresh token 14 days by default: the application’s setting Refresh token TTL.',
  },
  sources: [
    { text: 'Logto: device flow', url: 'https://docs.logto.io/quick-starts/device-flow' },
    {
      text: 'Logto: application data structure',
      url: 'https://docs.logto.io/integrate-logto/application-data-structure',
    },
  ],
})
