import type { TokenSet } from '@device-flow/machine'
import { livesCountFrom, membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { positiveSeconds } from '../http/positive-seconds.ts'
import { refreshLifetimeMembers } from '../profiles/members.ts'
import { scopeText } from '../profiles/scopes.ts'
import { plainClaims } from './plain-claims.ts'

// A hundred years: what is said to live longer has no expiry that could be counted with.
const MAX_LIFETIME_S = 100 * 366 * 24 * 60 * 60

// RFC 6749 §A.12, §A.17. A terminal would obey other characters in a token, and `fetch` quotes a token that it cannot
// send in its error.
const VISIBLE_ASCII = /^[\x20-\x7e]+$/

/** Whether a member is a token that can be sent. */
export function isTokenText(value: unknown): value is string {
  return typeof value === 'string' && VISIBLE_ASCII.test(value)
}

/** What the server means, in RFC 6749's words. Members that are missing or wrong stay so, for oauth4webapi to name. */
export function tokenMembers(members: Record<string, unknown>): Record<string, unknown> {
  return {
    access_token: members.access_token,
    token_type: tokenType(members.token_type),
    expires_in: lifetime(members.expires_in),
    refresh_token: absentIfEmpty(members.refresh_token),
    id_token: absentIfEmpty(members.id_token),
    scope: scopeText(members.scope) ?? absentIfEmpty(members.scope),
  }
}

/**
 * When the refresh token and the person's authorization end, as far as the server says (draft-ietf-oauth-refresh-token-expiration §6.1).
 * Nothing, or 0 as Keycloak has it for offline tokens, is no end.
 */
export function refreshExpiry(
  response: HttpResponse,
): Pick<TokenSet, 'refreshTokenExpiresAt' | 'authorizationExpiresAt'> {
  const members = membersOf(response) ?? {}
  const since = livesCountFrom(response)
  const refreshToken = refreshLifetimeMembers.map((name) => lifetime(members[name])).find(Boolean)
  const authorization = lifetime(members.authorization_expires_in)
  return {
    ...(refreshToken && { refreshTokenExpiresAt: since + refreshToken * 1000 }),
    ...(authorization && { authorizationExpiresAt: since + authorization * 1000 }),
  }
}

/** What was granted of the `authorization_details` that were asked for (RFC 9396 §7). What is none of them is left out. */
export function authorizationDetails(response: HttpResponse): Pick<TokenSet, 'authorizationDetails'> {
  const given = membersOf(response)?.authorization_details
  return Array.isArray(given)
    ? { authorizationDetails: plainClaims(given.filter((detail) => typeof detail?.type === 'string')) }
    : {}
}

/** RFC 6749 §5.1: in any case. Apigee says `BearerToken`, and a blank beside it costs nobody a login. */
function tokenType(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? 'bearer'
  const stated = value.trim()
  return stated === '' || /^bearertoken$/i.test(stated) ? 'bearer' : stated
}

/**
 * Undefined when a number or text says nothing usable; null, which oauth4webapi rejects by name, for any other type.
 */
function lifetime(value: unknown): number | undefined | null {
  const mayBeUnknown = value === undefined || value === null || typeof value === 'number' || typeof value === 'string'
  if (!mayBeUnknown) return null
  const seconds = positiveSeconds(value)
  return seconds !== undefined && seconds <= MAX_LIFETIME_S ? seconds : undefined
}

function absentIfEmpty(value: unknown): unknown {
  return value === null || value === '' ? undefined : value
}
