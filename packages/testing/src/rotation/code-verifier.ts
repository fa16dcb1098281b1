import { base64url } from 'jose'

/**
 * Whether a poll comes from who began the login: it has the verifier of the challenge that was sent then (S256).
 *
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.6
 */
export async function hasVerifier(codeChallenge: string, poll: URLSearchParams): Promise<boolean> {
  const verifier = new TextEncoder().encode(poll.get('code_verifier') ?? '')
  const digest = await crypto.subtle.digest('SHA-256', verifier)
  return base64url.encode(new Uint8Array(digest)) === codeChallenge
}
