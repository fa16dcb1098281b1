import type { Attachment } from '../attachment.ts'
import type { LoginBinding } from '../options/attachable.ts'
import { bindLogins } from './bind-logins.ts'

/** The options of {@link createLoginBinding}. At least one of them is `true`. */
export interface LoginBindingOptions {
  /**
   * Sends a `code_challenge` (S256) with the device authorization request, and the `code_verifier` with each poll: a device code that
   * somebody else has learnt is of no use. Keycloak asks for it where the client is set up so.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc7636#section-4 | RFC 7636 §4}
   */
  pkce?: boolean | undefined
  /**
   * Sends a `nonce` with the device authorization request. An ID token must have it then.
   *
   * @see {@link https://openid.net/specs/openid-connect-core-1_0.html#IDToken | OpenID Connect Core §2}
   */
  nonce?: boolean | undefined
}

/**
 * Binds what comes at the end of a login to its beginning, for servers that take PKCE or a `nonce` in the device flow. RFC 8628 has
 * neither: servers that do not know them ignore the one, and leave the other out of the ID token, which is then refused.
 *
 * @throws TypeError where nothing is switched on
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { createLoginBinding } from '@device-flow/oauth/binding'
 *
 * export const services = createOAuthServices({
 *   issuer: 'https://login.example.com/realms/demo',
 *   clientId: 'living-room-tv',
 *   loginBinding: createLoginBinding({ pkce: true }),
 * })
 * ```
 */
export function createLoginBinding(options: LoginBindingOptions): LoginBinding {
  // None are given by who writes JavaScript.
  const { pkce = false, nonce = false } = options ?? {}
  if (!pkce && !nonce) throw new TypeError('createLoginBinding: give pkce: true, nonce: true, or both')
  const attach: Attachment = (context, servicesOf) => bindLogins(context, servicesOf, { pkce, nonce })
  return attach
}
