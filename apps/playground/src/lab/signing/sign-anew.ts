import { decodeJwt, decodeProtectedHeader, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose'
import { keyPair, type PlaygroundKeys } from './playground-keys.ts'

/** How an ID token is signed anew. */
export interface Signing {
  /** The one thing that is wrong with its claims. */
  readonly claims?: (claims: JWTPayload) => JWTPayload
  /**
   * With which key: one that the key set has from now on; another one than the key set has under this `kid`; one that the key set has
   * not; or with none (`alg: none`). Default `published`.
   */
  readonly key?: 'published' | 'new' | 'foreign' | 'unpublished' | 'none'
}

/** The ID token with other claims, or another signature, by keys of the playground: all else of it is as it was. */
export async function signAnew(
  idToken: string,
  { claims = (same) => same, key = 'published' }: Signing,
  keys: PlaygroundKeys,
): Promise<string> {
  const payload = claims(decodeJwt(idToken))
  if (key === 'none') return new UnsecuredJWT(payload).encode()
  const alg = signableAlgorithm(decodeProtectedHeader(idToken).alg)
  const name = key === 'new' ? 'new' : 'stand-in'
  const { key: own, kid } = await keys.published(alg, name)
  const other = key === 'foreign' || key === 'unpublished' ? await keyPair(alg, key) : undefined
  return new SignJWT(payload)
    .setProtectedHeader({ typ: 'JWT', alg, kid: key === 'unpublished' ? 'playground-unpublished' : kid })
    .sign(other?.privateKey ?? own)
}

/** The token's own algorithm. By a secret (HS256) nobody can sign who stands in the middle: RS256 then. */
function signableAlgorithm(alg = 'RS256'): string {
  return /^(?:RS|PS|ES)|EdDSA/.test(alg) ? alg : 'RS256'
}
