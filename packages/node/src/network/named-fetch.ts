import { userAgent } from '@device-flow/untrusted'
import packageJson from '../../package.json' with { type: 'json' }

/**
 * Makes a `fetch` whose requests have the name of the app, and ours behind it (RFC 9110 §10.1.5), unless one has its own: a gateway that
 * admits an app by its name would let the login through, and turn its API calls away, as those of Node.
 */
export function namedFetch(fetch: typeof globalThis.fetch, ofApp: HeadersInit | undefined): typeof globalThis.fetch {
  const name = userAgent(packageJson.version, new Headers(ofApp).get('user-agent'))
  return (input, init) => {
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined))
    if (!headers.has('user-agent')) headers.set('user-agent', name)
    return fetch(input, { ...init, headers })
  }
}
