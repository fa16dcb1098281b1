import { oauthError } from '../server/oauth-responses.ts'
import type { ProviderFixture } from './provider-fixture.ts'

/** Hugging Face (huggingface.co/docs/hub/oauth): a secret goes by Basic authentication, with both requests. */
export const huggingface: ProviderFixture = {
  issuerPath: '',
  deviceAuthorizationPath: '/oauth/device',
  tokenPath: '/oauth/token',
  refuse: ({ form }) => (form.has('client_secret') ? oauthError('invalid_client', { status: 401 }) : undefined),
}
