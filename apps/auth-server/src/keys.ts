import { exportJWK, generateKeyPair, type JWK } from 'jose'

async function signingKey(alg: 'ES256' | 'RS256'): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return { ...(await exportJWK(privateKey)), kid: `${alg.toLowerCase()}-${Date.now().toString(36)}`, alg, use: 'sig' }
}

/** Fresh private signing keys: RS256 for ID tokens, ES256 for access tokens. They live as long as the server. */
export async function createSigningKeys(): Promise<JWK[]> {
  return Promise.all([signingKey('RS256'), signingKey('ES256')])
}

/** The public half of signing keys. */
export function publicKeysOf(keys: readonly JWK[]): JWK[] {
  return keys.map(({ d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicKey }) => publicKey)
}
