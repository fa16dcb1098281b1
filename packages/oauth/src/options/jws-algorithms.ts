/** The JWS algorithms that sign with a private key, and can be verified here with the public one. */
export const ASYMMETRIC_ALGORITHMS: string[] =
  'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519 ML-DSA-44 ML-DSA-65 ML-DSA-87'.split(' ')

/** Whether a JWS algorithm is one of {@link ASYMMETRIC_ALGORITHMS}. */
export function isAsymmetric(alg: string): boolean {
  return ASYMMETRIC_ALGORITHMS.includes(alg)
}

/** Whether two names are of one algorithm: `EdDSA`, of which only one curve is verified here, is `Ed25519` (RFC 9864 §2.2). */
export function isSameAlgorithm(alg: unknown, other: unknown): boolean {
  return alg === other || (ED25519.has(alg) && ED25519.has(other))
}

const ED25519 = new Set<unknown>(['EdDSA', 'Ed25519'])

/** What an HMAC of JWS is made with (RFC 7518 §3.2). */
export interface Hmac {
  hash: string
  /** The shortest key, bytes: as many as the hash has. */
  leastKeyBytes: number
}

/** The HMAC that a JWS algorithm names; undefined when it is none. */
export function hmacNamed(alg: unknown): Hmac | undefined {
  const bits = typeof alg === 'string' ? /^HS(256|384|512)$/.exec(alg)?.[1] : undefined
  return bits ? { hash: `SHA-${bits}`, leastKeyBytes: Number(bits) / 8 } : undefined
}

/** The key of an HMAC: the bytes of the client secret (OpenID Connect Core §10.1), if they are enough. */
export function hmacKey(
  { leastKeyBytes }: Hmac,
  clientSecret: string | undefined,
): Uint8Array<ArrayBuffer> | undefined {
  const key = new TextEncoder().encode(clientSecret)
  return key.length >= leastKeyBytes ? key : undefined
}
