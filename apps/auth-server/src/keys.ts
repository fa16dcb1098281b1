import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK } from 'jose'

/** An RSA key takes an eighth of a second of a processor: servers of one process share it, each under a `kid` of its own. */
let sharedRsaKey: Promise<JWK> | undefined

async function privateKey(alg: 'ES256' | 'RS256'): Promise<JWK> {
  return exportJWK((await generateKeyPair(alg, { extractable: true })).privateKey)
}

async function named(key: Promise<JWK>, alg: 'ES256' | 'RS256'): Promise<JWK> {
  return { ...(await key), kid: `${alg.toLowerCase()}-${randomBytes(6).toString('base64url')}`, alg, use: 'sig' }
}

/** Private signing keys: RS256 for ID tokens, which lives as long as the process, and ES256 for access tokens, as long as the server. */
export async function createSigningKeys(): Promise<JWK[]> {
  sharedRsaKey ??= privateKey('RS256')
  return Promise.all([named(sharedRsaKey, 'RS256'), named(privateKey('ES256'), 'ES256')])
}

/** The public half of signing keys. */
export function publicKeysOf(keys: readonly JWK[]): JWK[] {
  return keys.map(({ d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicKey }) => publicKey)
}
