import { isDeviceFlowError, isTransientFault } from '@device-flow/machine'
import { causeOf, troubleOnTheWay } from '../failure/advice-on-the-way.ts'
import type { CheckName } from './check.ts'
import type { SeenRequest } from './watch-requests.ts'

const PAGE = /^text\/html\b/i
const NETWORK_AUTHENTICATION_REQUIRED = 511

/** Codes that say that this client, as it says who it is, is not accepted. */
const CLIENT_CODES: ReadonlySet<string | undefined> = new Set([
  'invalid_client',
  'invalid_client_id',
  'incorrect_client_credentials',
])
/** Codes of a request that asks for what there is not. */
const REQUEST_CODES: ReadonlySet<string | undefined> = new Set(['invalid_scope', 'invalid_target', 'invalid_request'])

/** Finds which check a request for a code failed at. */
export function whereItFailed(failure: unknown, seen: readonly SeenRequest[]): CheckName {
  const onTheWay = troubleOnTheWay(causeOf(failure))
  if (onTheWay) return onTheWay
  // A tunnel is asked for after the request that it is for.
  const last = seen.findLast(({ method, status }) => method !== 'CONNECT' && status !== undefined)
  if (!last) return seen.some(({ method }) => method === 'CONNECT') ? 'proxy' : 'connection'
  if (isPortal(last)) return 'captive_portal'
  if (isAskedForCode(seen)) return placeOfRefusal(failure)
  return isTransientFault(failure) && failure.status === undefined ? 'connection' : 'discovery'
}

/** Finds which check a refusal, or an outage, of the device authorization or the token endpoint belongs to. */
export function placeOfRefusal(failure: unknown): 'grant' | 'client' | 'request' {
  const { error: code, reason } = isDeviceFlowError(failure) ? failure : {}
  if (CLIENT_CODES.has(code)) return 'client'
  // oidc-provider refuses a client without the grant with it.
  if (code === 'invalid_request' && reason === 'unsupported') return 'grant'
  return REQUEST_CODES.has(code) ? 'request' : 'grant'
}

/** Whether the device authorization endpoint was asked. */
function isAskedForCode(seen: readonly SeenRequest[]): boolean {
  return seen.some(({ method }) => method === 'POST')
}

/** A page that answers for everybody, or sends everybody elsewhere. A 404 of HTML may well be the server's own. */
function isPortal({ status = 0, headers, url }: SeenRequest): boolean {
  if (status === NETWORK_AUTHENTICATION_REQUIRED) return true
  if (status >= 300 && status < 400) {
    const to = headers?.get('location') ?? ''
    return URL.canParse(to, url.href) && new URL(to, url.href).origin !== url.origin
  }
  return status >= 200 && status < 300 && PAGE.test(headers?.get('content-type') ?? '')
}
