import type { DeviceAuthorization, TokenSet } from '@device-flow/machine'
import { authorizationChecks, tokenChecks } from './check-record.ts'
import type { Check } from './checks.ts'
import type { Clear } from './record.ts'
import { clearAuthorization, clearTokens } from './secrets.ts'

// The services of an app may say null, NaN, or name what is no web address: the next process would find the whole record damaged.

/** The last moment that a `Date` can be. JSON has no Infinity for a code that never expires. */
const LAST_MOMENT = 8_640_000_000_000_000

/**
 * A device authorization with its code in clear, as a reader of the record takes it.
 *
 * @param now wall clock, ms since the epoch: when it arrived, where it does not say so itself
 */
export function readableAuthorization(authorization: DeviceAuthorization, now: number): Clear<DeviceAuthorization> {
  const expiresAt = authorization.expiresAt > 0 ? LAST_MOMENT : 0
  return readable(clearAuthorization(authorization), authorizationChecks, { receivedAt: now, expiresAt })
}

/** Tokens in clear, the same way. */
export function readableTokens(tokens: TokenSet, now: number): Clear<TokenSet> {
  return readable(clearTokens(tokens), tokenChecks, { tokenType: 'bearer', receivedAt: now })
}

/** Leaves out what the checks refuse, but for what there must be: something `instead` then. */
function readable<Members extends object>(
  members: Members,
  checks: Readonly<Record<string, Check>>,
  instead: Partial<Members>,
): Members {
  const right = { ...members } as Record<string, unknown>
  for (const [name, isRight] of Object.entries(checks)) {
    if (isRight(right[name])) continue
    if (name in instead) right[name] = instead[name as keyof Members]
    else delete right[name]
  }
  return right as Members
}
