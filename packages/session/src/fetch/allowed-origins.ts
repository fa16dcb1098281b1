import type { DeviceFlowClient } from '@device-flow/machine'
import { originsOfApis } from '@device-flow/untrusted'

/**
 * The origins that get the access token: those that are named, else those of the APIs that the client's tokens are for.
 */
export function toAllowedOrigins(
  named: readonly string[] | undefined,
  client: Partial<DeviceFlowClient> = {},
): ReadonlySet<string> {
  return new Set(named ?? originsOfApis(client))
}
