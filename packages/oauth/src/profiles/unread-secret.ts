import type { ClientAuth } from '../options/options.ts'
import { methodAt } from '../options/client-auth.ts'
import type * as oauth from 'oauth4webapi'

/**
 * What is told of a login that was never approved, where a client secret went by Basic authentication and the server lists the body, too:
 * undefined for any other.
 */
export function unreadSecret(clientAuth: ClientAuth, metadata: Partial<oauth.AuthorizationServer>): string | undefined {
  const methods: unknown = metadata.token_endpoint_auth_methods_supported
  const isPostListed = Array.isArray(methods) && methods.includes('client_secret_post')
  return isPostListed && methodAt(metadata, clientAuth) === 'client_secret_basic' ? SOME_READ_THE_BODY : undefined
}

const SOME_READ_THE_BODY =
  "If the page says invalid_client: some servers (Dex) read the client secret from the body alone, and it was sent by client_secret_basic: set the option clientAuth.method: 'client_secret_post'."
