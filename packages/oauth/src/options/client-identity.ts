import type { DeviceFlowClient } from '@device-flow/machine'
import { parseUrl } from '../http/parse-url.ts'
import type { OAuthServerOptions } from './options.ts'

/**
 * The client and the server that the sessions of these services belong to, and what their tokens are for. Two ways to
 * write one address (a slash at the end, the default port, capitals in the host) are the same server.
 */
export function clientIdentity(options: OAuthServerOptions): DeviceFlowClient {
  const { issuer, endpoints, clientId, scope, audience, resource = [] } = options
  // Without any address nothing is thrown here: `readSettings` says what is missing, for `lazyServices` when a login starts.
  const address = issuer ?? endpoints?.issuer ?? endpoints?.tokenEndpoint ?? ''
  const scopes = scope?.trim()
  return {
    server: (parseUrl(address)?.href ?? address).replace(/\/+$/, ''),
    clientId,
    ...(scopes && { scope: scopes }),
    ...(audience && { audience }),
    ...(resource.length > 0 && { resources: typeof resource === 'string' ? [resource] : resource }),
  }
}
