import { DeviceFlowError } from '@device-flow/machine'
import type { RedirectFault } from '../http/redirects.ts'

// RFC 9110 §15.4: the two that say so for good.
const PERMANENT = new Set([301, 308])

/**
 * Whether a redirect says that the endpoint is elsewhere at the same host: with a slash more or less, by https, or moved for good. A
 * network that wants a sign-in leads to a host of its own, and a server at work on itself to another path for a while.
 */
export function isOfWrongAddress({ status, to }: RedirectFault, endpoint: string | undefined): boolean {
  const from = endpoint === undefined ? undefined : new URL(endpoint)
  if (!from || !to) return false
  const isToHttps = to.hostname === from.hostname && from.protocol === 'http:' && to.protocol === 'https:'
  const isSamePath = withoutSlash(to.pathname) === withoutSlash(from.pathname)
  return (to.origin === from.origin || isToHttps) && (isSamePath || PERMANENT.has(status ?? 0))
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, '')
}

/** The error for a token endpoint that leads elsewhere at its own host, as often as it is asked. */
export function wrongTokenEndpoint({ message, status }: RedirectFault): DeviceFlowError {
  const advice = 'Correct the address of the token endpoint: in the options, or in the metadata of the server.'
  return new DeviceFlowError('invalidResponse', `${message} ${advice}`, { status, field: 'token_endpoint' })
}
