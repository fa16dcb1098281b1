import { userAgent } from '@device-flow/untrusted'
import packageJson from '../../package.json' with { type: 'json' }
import type { NodeOptions } from './node-options.ts'

/**
 * Makes what gives the headers of a request in Node. The app's own go to the server whatever is asked there, its metadata and keys too: a
 * gateway in front of it looks at every request. In browsers they would cost those documents a preflight.
 */
export function createRequestHeaders({
  headers: ofApp = {},
  issuer,
  endpoints,
}: NodeOptions): (url: string, given: RequestInit['headers']) => Headers {
  const own = new Headers(ofApp)
  const servers = new Set([issuer, endpoints?.tokenEndpoint].map(originOf))
  const agent = userAgent(packageJson.version, own.get('user-agent'))
  return (url, given) => {
    const headers = new Headers(given)
    if (servers.has(originOf(url))) {
      for (const [name, value] of own) if (!headers.has(name)) headers.set(name, value)
    }
    headers.set('user-agent', agent)
    return headers
  }
}

function originOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined
}
