import type { DeviceFlowClient } from '@device-flow/machine'
import { isSecureOrigin, originsOfApis } from '@device-flow/untrusted'
import { SessionOptionsError } from '../session-options-error.ts'

/**
 * The origins that get the access token: those that are named, else those of the APIs that the client's tokens are for.
 *
 * @throws SessionOptionsError for what is no origin over https or on loopback
 */
export function toAllowedOrigins(
  named: readonly string[] | undefined,
  client: DeviceFlowClient | undefined,
): ReadonlySet<string> {
  if (named === undefined) return new Set(originsOfApis(client ?? {}))
  if (!Array.isArray(named)) {
    throw new SessionOptionsError('allowedOrigins', "must be a list of origins, such as ['https://api.example.com']")
  }
  const wrong = named.findIndex((origin) => !isSecureOrigin(origin))
  if (wrong >= 0) {
    throw new SessionOptionsError(
      `allowedOrigins[${wrong}]`,
      'must be an origin without a path, over https or on loopback, such as https://api.example.com',
    )
  }
  return new Set(named.map((origin: string) => new URL(origin).origin))
}
