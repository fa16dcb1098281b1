import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { JWK } from 'jose'

/** A key of a server that a test decides about: what it publishes of it, and what it signs with it. */
export interface SigningKey {
  /** As a key set has it, with other members beside or instead; `undefined` leaves one out. */
  published(members?: Record<string, unknown>): JWK
  /** Signs an ID token for client-1; claims that are `undefined` are left out. */
  sign(issuer: string, claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
}

/** Makes a key. The one of a test file is best made once: RSA takes its time. */
export async function createSigningKey(alg: 'RS256' | 'ES256' | 'Ed25519' = 'RS256'): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = await exportJWK(publicKey)
  return {
    published: (members = {}) => ({ ...jwk, ...members }),
    sign(iss, claims = {}, header = {}) {
      const iat = Math.floor(Date.now() / 1000)
      return new SignJWT({ iss, sub: 'person-1', aud: 'client-1', iat, exp: iat + 3600, ...claims })
        .setProtectedHeader({ alg, ...header })
        .sign(privateKey)
    },
  }
}
