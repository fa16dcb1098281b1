import { base64url } from 'jose'
import type { IdTokenCheck } from './check.ts'
import { shown } from './check.ts'
import type { Evidence } from './evidence.ts'
import type { ReadJwt } from '../../wire/read-jwt.ts'
import { AT_HASH } from './rules.ts'

/** Whether the access token is the one that came with this ID token. The login leaves this to who wants it: it is optional. */
export async function accessTokenHashCheck(
  { header, claims }: ReadJwt,
  { accessToken }: Evidence,
): Promise<IdTokenCheck> {
  const { at_hash: hash } = claims
  const check = { name: 'at_hash', found: shown(hash), rule: AT_HASH }
  const expected = await halfHash(accessToken, String(header['alg']))
  if (hash === undefined) {
    return { ...check, expected, result: 'absent', reason: 'It is optional where both tokens come in one response.' }
  }
  return hash === expected
    ? {
        ...check,
        expected,
        result: 'passed',
        reason: 'The access token is the one that this ID token was issued with.',
      }
    : {
        ...check,
        expected,
        result: 'noted',
        reason:
          'The access token is not the one that this ID token was issued with. The check is optional, and the login does not make it.',
      }
}

/** The left half of the hash, by the hash of the signature's algorithm. */
async function halfHash(accessToken: string, alg: string): Promise<string> {
  const bits = /(?:256|384|512)$/.exec(alg)?.[0] ?? '512'
  const hash = await crypto.subtle.digest(`SHA-${bits}`, new TextEncoder().encode(accessToken))
  return base64url.encode(new Uint8Array(hash, 0, hash.byteLength / 2))
}
