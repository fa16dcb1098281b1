import { isSafeWebUrl } from '@device-flow/untrusted'
import { positiveSeconds } from '../http/positive-seconds.ts'
import { deviceAuthorizationAliases } from '../profiles/members.ts'

const MAX_LIFETIME_S = 24 * 60 * 60

/**
 * What a server means by its device authorization response, in RFC 8628's words. Members that are missing or wrong stay
 * so, for oauth4webapi to name.
 */
export function deviceAuthorizationMembers(members: Record<string, unknown>): Record<string, unknown> {
  const named = { ...members }
  for (const [name, alias] of Object.entries(deviceAuthorizationAliases)) named[name] ||= members[alias]
  const { verification_uri_complete: link, expires_in, interval } = named
  const lifetime = positiveSeconds(expires_in)
  return {
    ...named,
    // Signing in by hand stays possible without it.
    verification_uri_complete: isSafeWebUrl(link) ? link : undefined,
    expires_in: lifetime && Math.min(lifetime, MAX_LIFETIME_S),
    interval: positiveSeconds(interval),
  }
}
