import type { TransientFault } from '@device-flow/machine'
import type { HttpResponse } from '../http/http-response.ts'
import { RedirectFault } from '../http/redirects.ts'
import { UnreadResponse } from '../http/unread-response.ts'
import { networkOutage, networkPageBehind, networkPageIn } from './network-page.ts'
import type { RefusedRequest } from './refused-request.ts'

const ADVICE = 'check the address.'

/**
 * The outage where the page of a network that wants a sign-in has answered in place of a provider whose endpoints are known; undefined
 * where it has not. Where metadata was read, or somebody has given the endpoints, it is rather the address that is wrong.
 */
export function networkInPlace(
  { settings, metadata }: Pick<RefusedRequest, 'settings' | 'metadata'>,
  answer: HttpResponse | UnreadResponse,
): TransientFault | undefined {
  const { device_authorization_endpoint: endpoint } = metadata
  if (!settings.profile || 'issuer' in settings.server || !endpoint) return undefined
  const page = pageIn(answer, new URL(endpoint))
  return page && networkOutage(page)
}

function pageIn(answer: HttpResponse | UnreadResponse, endpoint: URL): ReturnType<typeof networkPageIn> {
  if (answer instanceof RedirectFault) return networkPageBehind(answer, endpoint, ADVICE)
  return answer instanceof UnreadResponse ? undefined : networkPageIn(answer, endpoint, ADVICE)
}
