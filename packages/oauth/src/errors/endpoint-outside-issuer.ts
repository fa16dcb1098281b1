// Loaded only where nothing is at an address that metadata names: few need these words.
import { DeviceFlowError } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'
import type { HttpResponse } from '../http/http-response.ts'
import { describeResponse } from './describe-response.ts'

const MAX_ADDRESS_CHARS = 200

/** The error for a device authorization endpoint that is not there, outside the path of its issuer: so a server names it that is behind a proxy and lacks its prefix. */
export function endpointOutsideIssuer(response: HttpResponse, address: URL, issuer: URL): DeviceFlowError {
  const path = issuer.pathname.replace(/\/$/, '')
  const message =
    `There is no device flow at ${cleanText(address.origin + address.pathname, MAX_ADDRESS_CHARS)} (${describeResponse(response)}). ` +
    `The metadata of ${issuer.href} names that address, which is outside the issuer's path: ` +
    `if a proxy serves the server under ${path}, the server's configuration lacks that prefix.`
  return new DeviceFlowError('unsupported', message, {
    field: 'device_authorization_endpoint',
    status: response.status,
  })
}
