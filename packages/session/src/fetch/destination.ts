import { secureOrigin } from '@device-flow/untrusted'
import { OriginNotAllowedError } from './origin-not-allowed-error.ts'

/** What `fetch` takes as its first argument. */
export type RequestTarget = string | URL | Request

/**
 * Gives the URL of a request that may carry the access token.
 *
 * @throws OriginNotAllowedError for a URL that is neither https nor on loopback, and for an origin that is not among those that are allowed
 * @throws TypeError for what is no URL
 */
export function checkedUrl(target: RequestTarget, allowedOrigins: ReadonlySet<string>): URL {
  const url = urlOf(target)
  if (allowedOrigins.has(url.origin)) return url
  // `origin` is 'null' where a scheme has none.
  const origin = `${url.protocol}//${url.host}`
  if (secureOrigin(origin) === undefined) {
    throw new OriginNotAllowedError(origin, 'it goes over https only (plain http: loopback only).')
  }
  const known = allowedOrigins.size > 0 ? `only to ${[...allowedOrigins].join(', ')}` : 'no origin is named yet'
  throw new OriginNotAllowedError(origin, `${known}. If your API is there, add allowedOrigins: ['${origin}'].`)
}

/**
 * Whether the response came from another origin than the request went to. The request had no token any more there (Fetch standard,
 * HTTP-redirect fetch), so that a 401 says nothing about it.
 */
export function isCrossOriginRedirect({ origin }: URL, response: Response): boolean {
  return response.redirected && new URL(response.url).origin !== origin
}

function urlOf(target: RequestTarget): URL {
  if (target instanceof Request) return new URL(target.url)
  // A page, or a worker of it, may name its own server's API by a path alone.
  return new URL(target, globalThis.document?.baseURI ?? globalThis.location?.href)
}
