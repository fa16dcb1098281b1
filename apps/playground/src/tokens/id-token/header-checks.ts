import type { IdTokenCheck } from './check.ts'
import { shown } from './check.ts'
import type { Evidence } from './evidence.ts'
import type { ReadJwt } from '../../wire/read-jwt.ts'
import { CRITICAL, point } from './rules.ts'

const ASYMMETRIC = /^(?:[RP]S(?:256|384|512)|ES(?:256|384|512)|EdDSA|Ed25519|ML-DSA-(?:44|65|87))$/
const HMAC = /^HS(256|384|512)$/

/** Whether a signature of this algorithm is verified by a published key. */
function isAsymmetric(alg: unknown): alg is string {
  return typeof alg === 'string' && ASYMMETRIC.test(alg)
}

/** By which algorithm the token is signed. */
export function algorithmCheck({ header: { alg } }: ReadJwt, { algorithms, clientSecret }: Evidence): IdTokenCheck {
  const check = { name: 'alg', found: shown(alg), expected: `one of ${shown(algorithms.join(', '))}`, rule: point(7) }
  const failed = (reason: string): IdTokenCheck => ({ ...check, result: 'failed', reason })
  if (alg === 'none') return failed('It is not signed: anybody may have written it.')
  if (typeof alg !== 'string' || !algorithms.includes(alg)) {
    return failed('The server does not announce that it signs like this: somebody may try a weaker way.')
  }
  if (isAsymmetric(alg))
    return { ...check, result: 'passed', reason: 'The server announces it, and signs by a private key.' }
  const bits = Number(HMAC.exec(alg)?.[1])
  if (!bits) return failed('This algorithm is not known here.')
  const bytes = new TextEncoder().encode(clientSecret).length
  return bytes * 8 >= bits
    ? { ...check, result: 'passed', reason: 'The server announces it, and signs by the client secret.', rule: point(8) }
    : failed(`It takes a client secret of at least ${bits / 8} bytes, and this client has ${bytes || 'none'}.`)
}

/** Extensions that must be understood. */
export function criticalCheck({ header: { crit } }: ReadJwt): IdTokenCheck {
  const check = { name: 'crit', found: shown(crit), expected: 'nothing', rule: CRITICAL }
  return crit === undefined
    ? { ...check, result: 'absent', reason: 'No extension has to be understood.' }
    : { ...check, result: 'failed', reason: 'It says that extensions must be understood which are not.' }
}
