import { isSafeWebUrl } from '@device-flow/untrusted'
import { positiveSeconds } from '../http/positive-seconds.ts'
import { deviceAuthorizationAliases } from '../profiles/members.ts'

const MAX_LIFETIME_S = 24 * 60 * 60

/**
 * What a server means by its device authorization response, in RFC 8628's words. Members that are missing or wrong stay
 * so, for oauth4webapi to name.
 */
export function deviceAuthorizationMembers(members: Record<string, unknown>): Record<string, unknown> {
  const named = (name: keyof typeof deviceAuthorizationAliases): unknown =>
    members[name] || members[deviceAuthorizationAliases[name]]
  const link = named('verification_uri_complete')
  const lifetime = positiveSeconds(members.expires_in)
  return {
    device_code: members.device_code,
    user_code: members.user_code,
    verification_uri: named('verification_uri'),
    // Signing in by hand stays possible without it.
    verification_uri_complete: isSafeWebUrl(link) ? link : undefined,
    expires_in: lifetime && Math.min(lifetime, MAX_LIFETIME_S),
    interval: positiveSeconds(members.interval),
  }
}
