import type { FetchCall } from './fetch-call.ts'
import { networkError } from './network-error.ts'

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Whether a response sends the client elsewhere. */
export function isRedirect({ status }: Response): boolean {
  return REDIRECTS.has(status)
}

/** Where a redirect leads; undefined when it does not say. */
export function locationOf({ headers }: Response, from: URL): URL | undefined {
  const location = headers.get('location')
  if (location === null) return undefined
  if (!URL.canParse(location, from)) throw networkError()
  return new URL(location, from)
}

/**
 * The request that follows a redirect.
 *
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function redirectedCall(call: FetchCall, status: number, url: URL): FetchCall {
  const headers = new Headers(call.headers)
  if (url.origin !== call.url.origin) headers.delete('authorization')
  const isRepeated = status >= 307 || !(call.method === 'POST' || (status === 303 && call.method !== 'HEAD'))
  if (isRepeated) return { ...call, url, headers }
  for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type']) headers.delete(name)
  return { ...call, url, headers, method: 'GET', body: '' }
}

/** What a browser shows of a redirect that is not followed: that there is one. */
export function opaqueRedirect(url: URL): Response {
  return Object.defineProperties(Response.error(), {
    type: { value: 'opaqueredirect' },
    url: { value: url.href },
  })
}
