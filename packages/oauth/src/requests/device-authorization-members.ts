import { isSafeWebUrl } from '@device-flow/untrusted'
import { positiveSeconds } from '../http/positive-seconds.ts'
import { deviceAuthorizationAliases as aliases } from '../profiles/members.ts'
import type { DeviceAuthorizationMember } from '../profiles/members.ts'

const MAX_LIFETIME_S = 24 * 60 * 60

/**
 * What a server means by its device authorization response, in RFC 8628's words. Members that are missing or wrong stay
 * so, for oauth4webapi to name.
 */
export function deviceAuthorizationMembers(
  members: Record<string, unknown>,
): Record<DeviceAuthorizationMember, unknown> {
  const member = (name: DeviceAuthorizationMember): unknown => members[name] || members[aliases[name] ?? name]
  const link = member('verification_uri_complete')
  const lifetime = positiveSeconds(member('expires_in'))
  return {
    device_code: member('device_code'),
    user_code: digitsOf(member('user_code')),
    verification_uri: member('verification_uri'),
    // Signing in by hand stays possible without it.
    verification_uri_complete: isSafeWebUrl(link) ? link : undefined,
    expires_in: lifetime && Math.min(lifetime, MAX_LIFETIME_S),
    interval: positiveSeconds(member('interval')),
  }
}

/** A code of digits alone may come as a number. One that JSON cannot hold exactly is left as it is: another code would be shown. */
function digitsOf(code: unknown): unknown {
  return Number.isSafeInteger(code) && Number(code) > 0 ? String(code) : code
}
