import type { TransientFault } from '@device-flow/machine'
import type { HttpResponse } from '../http/http-response.ts'
import { RedirectFault } from '../http/redirects.ts'
import type { Settings } from '../options/settings.ts'
import { networkOutage, networkPageBehind, networkPageIn } from '../server/network-page.ts'
import type { Server } from '../server/server.ts'

const ADVICE = 'check the address.'

/**
 * The outage where the page of a network that wants a sign-in has answered in place of a provider whose endpoints are known; undefined
 * where it has not. Where metadata was read, or somebody has given the endpoints, it is rather the address that is wrong.
 */
export function networkInPlace(
  settings: Pick<Settings, 'profile' | 'server'>,
  { metadata }: Pick<Server, 'metadata'>,
  answer: HttpResponse | RedirectFault,
): TransientFault | undefined {
  if (!settings.profile || 'issuer' in settings.server) return undefined
  const endpoint = new URL(metadata.device_authorization_endpoint!)
  const page =
    answer instanceof RedirectFault
      ? networkPageBehind(answer, endpoint, ADVICE)
      : networkPageIn(answer, endpoint, ADVICE)
  return page && networkOutage(page)
}
