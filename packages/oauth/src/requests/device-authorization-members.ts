import { isSafeWebUrl } from '@device-flow/untrusted'
import { intervalSeconds, positiveSeconds } from '../http/positive-seconds.ts'
import { deviceAuthorizationMemberNames } from '../profiles/members.ts'

const MAX_LIFETIME_S = 24 * 60 * 60

/**
 * What a server means by its device authorization response, in RFC 8628's words. Members that are missing or wrong stay so, for oauth4webapi
 * to name.
 */
export function deviceAuthorizationMembers(members: Record<string, unknown>): Record<string, unknown> {
  const { verification_uri: uriNames, verification_uri_complete: completeNames } = deviceAuthorizationMemberNames
  const firstOf = (names: readonly string[]): unknown => names.map((name) => members[name]).find(Boolean)
  const link = firstOf(completeNames)
  const lifetime = positiveSeconds(members.expires_in)
  return {
    device_code: members.device_code,
    user_code: members.user_code,
    verification_uri: firstOf(uriNames),
    // Signing in by hand stays possible without it.
    verification_uri_complete: isSafeWebUrl(link) ? link : undefined,
    expires_in: lifetime && Math.min(lifetime, MAX_LIFETIME_S),
    interval: intervalSeconds(members.interval),
  }
}
