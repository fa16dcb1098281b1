import { isSafeWebUrl } from '@device-flow/untrusted'
import { positiveSeconds } from '../http/positive-seconds.ts'
import { deviceAuthorizationAliases } from '../profiles/members.ts'
import type { DeviceAuthorizationMember } from '../profiles/members.ts'

const MAX_LIFETIME_S = 24 * 60 * 60

/**
 * What a server means by its device authorization response, in RFC 8628's words. Members that are missing or wrong stay
 * so, for oauth4webapi to name.
 */
export function deviceAuthorizationMembers(
  members: Record<string, unknown>,
): Record<DeviceAuthorizationMember, unknown> {
  const named = (name: DeviceAuthorizationMember): unknown =>
    members[name] || members[deviceAuthorizationAliases[name] ?? name]
  const link = named('verification_uri_complete')
  const lifetime = positiveSeconds(named('expires_in'))
  return {
    device_code: named('device_code'),
    user_code: named('user_code'),
    verification_uri: named('verification_uri'),
    // Signing in by hand stays possible without it.
    verification_uri_complete: isSafeWebUrl(link) ? link : undefined,
    expires_in: lifetime && Math.min(lifetime, MAX_LIFETIME_S),
    interval: positiveSeconds(named('interval')),
  }
}
