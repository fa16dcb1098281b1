import type { DeviceFlowServices } from '@device-flow/machine'
import { systemClock, type Clock } from '@device-flow/machine/clock'
import { createOAuthServices } from '@device-flow/oauth'
import type { DeviceFlowOptions } from '@device-flow/vue'
import type { KioskConfig } from './config.ts'

/** What the counter runs on. None of it knows anything about a person. */
export interface Kiosk {
  services: DeviceFlowServices
  apiUrl: string
  idleMs: number
  clock: Clock
  inspect?: DeviceFlowOptions['inspect']
}

// Nothing here is used offline. But the API's tokens are signed and cannot be revoked at most servers: their grant can, by the
// refresh token. So the counter asks for one, to be able to end what it began.
const SCOPE = 'openid profile offline_access api:read'

// The default, 10 s, is longer than the 8 s of a goodbye, which has to say so when the revocation fails.
const REQUEST_TIMEOUT_MS = 6_000

/**
 * Makes what the counter runs on.
 *
 * @throws an `OAuthOptionsError` when the configuration cannot work
 */
export function createKiosk(
  { issuer, clientId, apiUrl, idleSeconds }: KioskConfig,
  fetch: typeof globalThis.fetch,
): Kiosk {
  const services = createOAuthServices({
    issuer,
    clientId,
    resource: apiUrl,
    scope: SCOPE,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    fetch,
  })
  return { services, apiUrl, idleMs: idleSeconds * 1000, clock: systemClock }
}
