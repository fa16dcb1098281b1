import { isLoopback } from '@device-flow/untrusted'
import { parseUrl } from '../http/parse-url.ts'

/**
 * Says what is wrong with the URL of an endpoint, or nothing when requests may go there: https, or plain http on this
 * very machine (RFC 8628 §3.1 asks for TLS; loopback traffic never leaves the host).
 */
export function endpointProblem(value: unknown): string | undefined {
  const url = typeof value === 'string' ? parseUrl(value) : undefined
  if (!url) return 'is not an absolute URL'
  if (url.username || url.password) return 'must not hold a user name or password'
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return 'must use https (plain http is for loopback only)'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must be an https URL'
  if (url.hash) return 'must not have a fragment'
  return undefined
}

/**
 * {@link endpointProblem} for an endpoint that a server's metadata names. A server elsewhere must not have secrets sent
 * in clear to whatever listens on this machine, and one that is reached by https does not name addresses without it.
 */
export function namedEndpointProblem(value: unknown, issuer: URL): string | undefined {
  const problem = endpointProblem(value)
  if (problem || issuer.protocol === 'http:' || parseUrl(String(value))?.protocol === 'https:') return problem
  return 'must use https (plain http is for issuers on loopback only)'
}
