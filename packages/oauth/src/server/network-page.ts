import { TransientFault } from '@device-flow/machine'
import { describeResponse } from '../errors/describe-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import type { RedirectFault } from '../http/redirects.ts'
import { isSuccess, NETWORK_AUTHENTICATION_REQUIRED } from '../http/status.ts'

/**
 * The fault for metadata in whose place there are pages, whichever document is asked for: that is how a network answers
 * for everybody that wants a sign-in.
 */
export class NetworkPageFault extends TransientFault {
  constructor(issuer: URL, said: string, details: ConstructorParameters<typeof TransientFault>[2]) {
    super(
      'invalidResponse',
      `A page answered for ${issuer.host} (${said}): this network may want a sign-in. Open a page in a browser on this network ` +
        'and sign in there. If that is not it, check the issuer, or give the endpoints one by one.',
      details,
    )
  }
}

/** What is said of a response that may be the page of a network; undefined for another. A 404 may well be the server's own. */
export function networkPageIn(response: HttpResponse): string | undefined {
  const { status, headers, text, body } = response
  const isMarkup = /^text\/html\b/i.test(headers.get('content-type') ?? '') || text.trimStart().startsWith('<')
  const isOfAll = isSuccess(status) && body === undefined && isMarkup
  return isOfAll || status === NETWORK_AUTHENTICATION_REQUIRED ? describeResponse(response) : undefined
}

/**
 * What is said of a redirect that may lead to the page of a network; undefined for another. One to the same document
 * elsewhere is of a server that has moved.
 */
export function networkPageBehind({ status, to }: RedirectFault, issuer: URL): string | undefined {
  const leadsAway = to !== undefined && to.origin !== issuer.origin && !to.pathname.includes('/.well-known/')
  return leadsAway ? `HTTP ${status}, to ${to.host}` : undefined
}
