import type { DeviceFlowClient } from '@device-flow/machine'
import type { Settings } from './settings.ts'
import { parseUrl } from '../http/parse-url.ts'

/**
 * The client and the server that the sessions of these services belong to, and what their tokens are for. Two ways to
 * write one address (a slash at the end, the default port, capitals in the host) are the same server.
 */
export function clientIdentity({ server, clientId, scope, audience, resources }: Settings): DeviceFlowClient {
  const address = 'issuer' in server ? server.issuer.href : (server.endpoints.issuer ?? server.endpoints.tokenEndpoint)
  return {
    server: (parseUrl(address)?.href ?? address).replace(/\/+$/, ''),
    clientId,
    ...(scope !== undefined && { scope }),
    ...(audience !== undefined && { audience }),
    ...(resources.length > 0 && { resources }),
  }
}
