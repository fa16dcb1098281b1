import { DeviceFlowError } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'
import type { HttpResponse } from '../http/http-response.ts'
import { describeResponse } from './describe-response.ts'
import type { RefusedRequest } from './refused-request.ts'

const MAX_ADDRESS_CHARS = 200

/**
 * The error for a device authorization endpoint that is not there, where metadata names an address outside the path of its issuer: so does
 * a server behind a proxy whose prefix it does not know. Undefined for any other address.
 */
export function endpointOutsideIssuer(
  response: HttpResponse,
  { settings: { server }, metadata }: RefusedRequest,
): DeviceFlowError | undefined {
  if (!('issuer' in server) || server.endpoints.deviceAuthorizationEndpoint) return undefined
  const { issuer } = server
  const address = new URL(metadata.device_authorization_endpoint!)
  const path = issuer.pathname.replace(/\/$/, '')
  if (address.origin !== issuer.origin || address.pathname.startsWith(`${path}/`)) return undefined
  const message =
    `There is no device flow at ${cleanText(address.origin + address.pathname, MAX_ADDRESS_CHARS)} (${describeResponse(response)}). ` +
    `The metadata of ${issuer.href} names that address, which is outside the issuer's path: ` +
    `if a proxy serves the server under ${path}, the server's configuration lacks that prefix.`
  return new DeviceFlowError('unsupported', message, {
    field: 'device_authorization_endpoint',
    status: response.status,
  })
}
