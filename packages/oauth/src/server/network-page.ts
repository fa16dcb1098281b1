import { TransientFault } from '@device-flow/machine'
import type { TransientFaultDetails } from '@device-flow/machine'
import { describeResponse } from '../errors/describe-response.ts'
import { arrivalOf } from '../http/arrival.ts'
import type { HttpResponse } from '../http/http-response.ts'
import type { RedirectFault } from '../http/redirects.ts'
import { isSuccess, NETWORK_AUTHENTICATION_REQUIRED } from '../http/status.ts'

/**
 * The fault for metadata in whose place there are pages, whichever document is asked for: that is how a network answers
 * for everybody that wants a sign-in.
 */
export class NetworkPageFault extends TransientFault {
  constructor(issuer: URL, said: string, details: TransientFaultDetails) {
    super(
      'invalidResponse',
      `A page answered for ${issuer.host} (${said}): this network may want a sign-in. Open a page in a browser on this network ` +
        'and sign in there. If that is not it, check the issuer, or give the endpoints one by one.',
      details,
    )
  }
}

/** The fault for a response that may be the page of a network; undefined for another. A 404 may well be the server's own. */
export function networkPageIn(response: HttpResponse, issuer: URL): NetworkPageFault | undefined {
  const { status, headers, text, body } = response
  const isMarkup = /^text\/html\b/i.test(headers.get('content-type') ?? '') || text.trimStart().startsWith('<')
  const isOfAll = isSuccess(status) && body === undefined && isMarkup
  if (!isOfAll && status !== NETWORK_AUTHENTICATION_REQUIRED) return undefined
  return new NetworkPageFault(issuer, describeResponse(response), { ...arrivalOf(response), status })
}

/**
 * The fault for a redirect that may lead to the page of a network; undefined for another. One to the same document elsewhere is of a server
 * that has moved.
 */
export function networkPageBehind(fault: RedirectFault, issuer: URL): NetworkPageFault | undefined {
  const { status, to } = fault
  const leadsAway = to !== undefined && to.origin !== issuer.origin && !to.pathname.includes('/.well-known/')
  return leadsAway ? new NetworkPageFault(issuer, `HTTP ${status}, to ${to.host}`, fault) : undefined
}
