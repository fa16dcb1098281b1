const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Whether a URL's host name is this very machine, whatever a resolver says (RFC 6761 §6.3). */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname)
}

/**
 * Says what is wrong with the URL of an endpoint, or nothing when requests may go there: https, or plain http on this very
 * machine (RFC 8628 §3.1 asks for TLS; loopback traffic never leaves the host).
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

/** `URL.parse` for platforms that do not have it. */
export function parseUrl(value: string): URL | undefined {
  try {
    return new URL(value)
  } catch {
    return undefined
  }
}
