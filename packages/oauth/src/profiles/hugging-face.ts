import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

/** By what it is recognised. */
export const aboutHuggingFace: ProviderAbout = { title: 'Hugging Face', hosts: ['huggingface.co'] }

const SCOPES = 'Settings, Applications: the app has the scopes that are asked for.'

/** Hugging Face. */
export const huggingface: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'huggingface',
  about: aboutHuggingFace,
  addresses: {
    issuer: 'https://huggingface.co',
    endpoints: {
      deviceAuthorizationEndpoint: 'https://huggingface.co/oauth/device',
      tokenEndpoint: 'https://huggingface.co/oauth/token',
    },
  },
  secretMethod: 'client_secret_basic',
  deviations: [
    'The page for people has the address of the device authorization endpoint.',
    'A client with a secret sends it by Basic authentication with both requests; public apps need none.',
  ],
  supports: { discovery: true, 'ID tokens': true, 'public clients': true, 'client secrets': true },
  setup: [SCOPES],
  refusals: { invalid_scope: SCOPES },
  refresh: { revocation: 'None is documented, and nothing of how long tokens live, or how they are renewed.' },
  sources: [{ text: 'Hugging Face: sign in with Hugging Face', url: 'https://huggingface.co/docs/hub/oauth' }],
})
