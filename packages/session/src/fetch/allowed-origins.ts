import type { DeviceFlowClient } from '@device-flow/machine'
import { secureOrigin } from '@device-flow/untrusted'

/**
 * The origins that get the access token: those that are named, else those of the APIs that the client's tokens are for. An `audience` need
 * not be a URL: one that is none names no origin.
 */
export function toAllowedOrigins(
  named: readonly string[] | undefined,
  { audience, resources = [] }: Partial<DeviceFlowClient> = {},
): ReadonlySet<string> {
  const apis = audience === undefined ? resources : [audience, ...resources]
  return new Set(named ?? apis.map(secureOrigin).filter((origin) => origin !== undefined))
}
