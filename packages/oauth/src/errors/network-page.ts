import { TransientFault } from '@device-flow/machine'
import type { TransientFaultDetails } from '@device-flow/machine'
import { describeResponse } from './describe-response.ts'
import { arrivalOf } from '../http/arrival.ts'
import type { HttpResponse } from '../http/http-response.ts'
import type { RedirectFault } from '../http/redirects.ts'
import { isSuccess, NETWORK_AUTHENTICATION_REQUIRED } from '../http/status.ts'

const CHECK_ISSUER = 'check the issuer, or give the endpoints one by one.'

/**
 * The fault for metadata in whose place there are pages, whichever document is asked for: that is how a network answers
 * for everybody that wants a sign-in.
 */
export class NetworkPageFault extends TransientFault {
  constructor({ host }: URL, said: string, details: TransientFaultDetails, advice = CHECK_ISSUER) {
    super(
      'invalidResponse',
      `A page answered for ${host} (${said}): this network may want a sign-in. Open a page in a browser on this network ` +
        `and sign in there. If that is not it, ${advice}`,
      details,
    )
  }
}

/** What a login makes of such a page: where a network wants a sign-in, nobody is reached. */
export function networkOutage({ message, receivedAt, receivedAtMonotonic, status }: NetworkPageFault): TransientFault {
  return new TransientFault('offline', message, { receivedAt, receivedAtMonotonic, status })
}

/** The fault for a response that may be the page of a network; undefined for another. A 404 may well be the server's own. */
export function networkPageIn(response: HttpResponse, server: URL, advice?: string): NetworkPageFault | undefined {
  const { status, headers, text, body } = response
  const isMarkup = /^text\/html\b/i.test(headers.get('content-type') ?? '') || text.trimStart().startsWith('<')
  const isOfAll = isSuccess(status) && body === undefined && isMarkup
  if (!isOfAll && status !== NETWORK_AUTHENTICATION_REQUIRED) return undefined
  return new NetworkPageFault(server, describeResponse(response), { ...arrivalOf(response), status }, advice)
}

/**
 * The fault for a redirect that may lead to the page of a network; undefined for another. One to the same document elsewhere is of a server
 * that has moved.
 */
export function networkPageBehind(fault: RedirectFault, server: URL, advice?: string): NetworkPageFault | undefined {
  const { status, to } = fault
  const leadsAway = to !== undefined && to.origin !== server.origin && !to.pathname.includes('/.well-known/')
  return leadsAway ? new NetworkPageFault(server, `HTTP ${status}, to ${to.host}`, fault, advice) : undefined
}
