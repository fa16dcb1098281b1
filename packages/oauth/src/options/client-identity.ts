import type { DeviceFlowClient } from '@device-flow/machine'
import type { Settings } from './settings.ts'
import { parseUrl } from '../http/parse-url.ts'

/**
 * The client and the server that the sessions of these services belong to. Two ways to write one address (a slash at
 * the end, the default port, capitals in the host) are the same server.
 */
export function clientIdentity({ server, clientId }: Settings): DeviceFlowClient {
  const address = 'issuer' in server ? server.issuer.href : (server.endpoints.issuer ?? server.endpoints.tokenEndpoint)
  return { server: (parseUrl(address)?.href ?? address).replace(/\/+$/, ''), clientId }
}
