import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'

/** Logto, found by the tenant of Logto Cloud, or by the host of one that you run. */
export const logto: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'logto',
  about: { title: 'Logto', hosts: ['*.logto.app'] },
  place: {
    tenant: { description: 'the tenant ID of Logto Cloud', example: 'abc123' },
    host: { description: 'the host of the Logto endpoint', example: 'auth.example.com', default: '{tenant}.logto.app' },
  },
  addresses: { issuer: '{host}/oidc' },
  supports: {
    discovery: true,
    verification_uri_complete: true,
    'refresh tokens': true,
    'ID tokens': true,
    'public clients': true,
    'client secrets': false,
  },
  setup: ['Console, Applications: one of the type Native, with device flow as the authorization flow.'],
  sources: [{ text: 'Logto: device flow', url: 'https://docs.logto.io/quick-starts/device-flow' }],
})
