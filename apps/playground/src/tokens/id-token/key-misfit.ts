import { base64url, type JWK } from 'jose'

const KEY_TYPES: Record<string, string> = { RS: 'RSA', PS: 'RSA', ES: 'EC', Ed: 'OKP', ML: 'AKP' }
const CURVES: Record<string, string> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521', Ed25519: 'Ed25519' }
/** RFC 7518 §3.3 and §3.5. */
const LEAST_RSA_BITS = 2048

/** Why no published key can have made a signature by this algorithm: the one that the token names, or any where it names none. */
export function whyNoKeyFits(keys: readonly JWK[], kid: unknown, alg: string): string {
  const named = kid ? keys.filter((key) => key?.kid === kid) : keys
  if (named.length === 0) {
    return 'No published key has this name. After a change of keys, a server has to publish the new one first.'
  }
  const misfits = [...new Set(named.map((key) => misfitOf(key, alg)))].join(', or ')
  return kid ? `The key of this name is published, but ${misfits}.` : `The token names no key, and each one ${misfits}.`
}

/** In which member a key does not fit (RFC 7517 §4): the first without which the others make no sense. */
function misfitOf(key: JWK, alg: string): string {
  if (key?.kty !== KEY_TYPES[alg.slice(0, 2)]) return `is of another type than ${alg} takes (kty)`
  if (key.use !== undefined && key.use !== 'sig') return 'is not for signatures (use)'
  if (key.key_ops && !(Array.isArray(key.key_ops) && key.key_ops.includes('verify'))) {
    return 'is not for verifying (key_ops)'
  }
  if (key.alg !== undefined && key.alg !== alg) return `is for another algorithm than ${alg} (alg)`
  if ('d' in key || 'priv' in key) return 'is published with its private part, so anybody can sign with it'
  const bits = key.kty === 'RSA' ? bitsOf(key.n) : undefined
  if (bits !== undefined && bits < LEAST_RSA_BITS) {
    return `is too short: ${bits} bits, and ${alg} takes at least ${LEAST_RSA_BITS} (RFC 7518 §3.3)`
  }
  if (CURVES[alg] && key.crv !== CURVES[alg]) return `is of another curve than ${alg} takes (crv)`
  return 'is broken'
}

function bitsOf(modulus: unknown): number | undefined {
  try {
    const bytes = base64url.decode(String(modulus))
    const from = bytes.findIndex((byte) => byte !== 0)
    return from < 0 ? 0 : (bytes.length - from) * 8 - Math.clz32(bytes[from] ?? 0) + 24
  } catch {
    return undefined
  }
}
