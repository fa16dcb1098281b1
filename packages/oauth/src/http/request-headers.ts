import { userAgent } from '@device-flow/untrusted'
import packageJson from '../../package.json' with { type: 'json' }
import type { NodeOptions } from './node-options.ts'

/**
 * The headers of a request in Node. The app's own go to the server whatever is asked there, its metadata and keys too: a gateway in front
 * of it looks at every request. In browsers they would cost those documents a preflight.
 */
export function requestHeaders(
  url: string,
  given: RequestInit['headers'],
  { headers: ofApp = {}, issuer, endpoints }: NodeOptions,
): Headers {
  const headers = new Headers(given)
  const own = new Headers(ofApp)
  const servers = [issuer, endpoints?.tokenEndpoint].map(originOf)
  if (servers.includes(originOf(url))) for (const [name, value] of own) if (!headers.has(name)) headers.set(name, value)
  headers.set('user-agent', userAgent(packageJson.version, own.get('user-agent')))
  return headers
}

function originOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined
}
