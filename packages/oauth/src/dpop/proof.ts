import { base64url, SignJWT } from 'jose'
import type { DpopKey } from './key-holder.ts'

/** What a proof says of its request (RFC 9449 §4.2). */
export interface ProvenRequest {
  method: string
  url: string
  /** When it is sent: the server's wall clock, s since the epoch. */
  issuedAt: number
  nonce?: string | undefined
  /** The access token that is sent with it. */
  accessToken?: string | undefined
}

/** Makes a proof: a JWT that is good for one request. */
export async function createProof(
  { algorithm, publicJwk, privateKey }: DpopKey,
  request: ProvenRequest,
): Promise<string> {
  const { origin, pathname } = new URL(request.url)
  const { nonce, accessToken } = request
  return new SignJWT({
    htm: request.method,
    // Without query and fragment.
    htu: origin + pathname,
    ...(nonce !== undefined && { nonce }),
    ...(accessToken !== undefined && { ath: await hashOf(accessToken) }),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: algorithm, jwk: publicJwk })
    .setJti(base64url.encode(crypto.getRandomValues(new Uint8Array(16))))
    .setIssuedAt(request.issuedAt)
    .sign(privateKey)
}

async function hashOf(accessToken: string): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accessToken))))
}
