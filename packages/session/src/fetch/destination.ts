import { isLoopback } from '@device-flow/untrusted'

/** What `fetch` takes as its first argument. */
export type RequestTarget = string | URL | Request

/**
 * Throws unless a request may carry an access token: over https, or to this very machine, where nothing leaves it.
 *
 * @throws TypeError
 * @see {@link https://www.rfc-editor.org/rfc/rfc6750#section-5.2 | RFC 6750 §5.2}
 */
export function checkDestination(target: RequestTarget): void {
  const { protocol, hostname, host } = urlOf(target)
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return
  throw new TypeError(
    `The access token is sent over https only, not to ${protocol}//${host} (plain http: loopback only)`,
  )
}

/**
 * Whether the response came from another origin than the request went to. The request had no token any more there (Fetch standard,
 * HTTP-redirect fetch), so that a 401 says nothing about it.
 */
export function isCrossOriginRedirect(target: RequestTarget, response: Response): boolean {
  return response.redirected && new URL(response.url).origin !== urlOf(target).origin
}

function urlOf(target: RequestTarget): URL {
  // A page, or a worker of it, may name its own server's API by a path alone.
  const base = globalThis.document?.baseURI ?? globalThis.location?.href
  return new URL(target instanceof Request ? target.url : target, base)
}
