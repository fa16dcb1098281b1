// Loaded only where a request was refused for who asks, or for what is asked: few need these words.
import { canonicalCode } from '@device-flow/error-codes'
import type { Refusal } from '@device-flow/error-codes'
import type { RefusedRequest } from './explain-refusal.ts'
import type { OAuthError } from './oauth-error.ts'

/** How an attempt ends by an error, with what the request tells of its cause. */
export function refusalInContext(usual: Refusal, { code }: OAuthError, request: RefusedRequest): Refusal {
  const [reason, sentence] = usual
  switch (canonicalCode(code)) {
    case 'unauthorized_client':
      return [reason, isAuthenticated(request) ? `${sentence} ${OR_NOT_ACCEPTED}` : sentence]
    case 'invalid_scope':
      return request.asked && !request.asked.scope ? [reason, NO_SCOPE] : usual
    default:
      return usual
  }
}

const NO_SCOPE = 'This server wants a scope, and none was asked for: set the option scope.'

// Glewlwyd says unauthorized_client for a wrong secret, too, and for a client that it does not know.
const OR_NOT_ACCEPTED =
  'If it is allowed there, the server may not accept this client: check the client ID, the client secret and how that is sent (the option clientAuth).'

/** Whether the client says by more than its ID who it is, or the server takes none that does not. */
function isAuthenticated({ settings: { clientAuth }, server: { metadata } }: RefusedRequest): boolean {
  const methods: unknown = metadata.token_endpoint_auth_methods_supported
  return clientAuth.method !== 'none' || (Array.isArray(methods) && !methods.includes('none'))
}
