import type { Stamp } from './stamp.ts'
import { isEnd } from './end-errors.ts'
import { isSecret } from '../secret.ts'
import type { DeviceAuthorization, PollOutcome, RefreshOutcome, TokenSet } from '../services.ts'
import { isWebAddress } from './web-address.ts'

// A service that is written in JavaScript, or a mock, may resolve to anything. A value that the chart cannot read would stop the whole
// machine with an error that nobody catches, and one that is not checked here may reach a screen. An error that is thrown here only ends
// the attempt.

type Checks = Record<string, (member: unknown) => unknown>

const isNumber = (member: unknown): member is number => typeof member === 'number'
const isTime = (member: unknown): boolean => isNumber(member) && !Number.isNaN(member)
const isNoneOrSecret = (member: unknown): boolean => member === undefined || member === null || isSecret(member)

const AUTHORIZATION: Checks = {
  deviceCode: isSecret,
  userCode: (member) => member && typeof member === 'string',
  verificationUri: isWebAddress,
  expiresAt: isTime,
  receivedAt: isTime,
}

const TOKENS: Checks = {
  accessToken: isSecret,
  refreshToken: isNoneOrSecret,
  idToken: isNoneOrSecret,
  // Their life is counted from when they arrived. NaN is accepted: the person has approved.
  receivedAt: isNumber,
}

/**
 * Hands on what `requestDeviceAuthorization` resolved to, without a link that nobody could open. Throws a TypeError when the chart cannot
 * use it.
 */
export function checkAuthorization(authorization: DeviceAuthorization): DeviceAuthorization {
  const { verificationUriComplete: link, ...others } = checked(
    'requestDeviceAuthorization',
    authorization,
    AUTHORIZATION,
  )
  return link === undefined || isWebAddress(link) ? authorization : others
}

/** Hands on what `pollToken` resolved to, with the time when it came. Throws a TypeError when the chart cannot use it. */
export function checkPollOutcome(outcome: PollOutcome, stamp: Stamp): PollOutcome {
  switch (outcome?.type) {
    case 'pending':
    case 'slowDown':
      return stamp(outcome)
    case 'granted':
      return withTokens('pollToken', outcome)
    default:
      return checked('pollToken', outcome, { type: (type) => type === 'ended', error: isEnd })
  }
}

/** Hands on what `refreshTokens` resolved to. Throws a TypeError when the chart cannot use it. */
export function checkRefreshOutcome(outcome: RefreshOutcome): RefreshOutcome {
  return outcome?.type === 'refreshed'
    ? withTokens('refreshTokens', outcome)
    : checked('refreshTokens', outcome, { type: (type) => type === 'refused', error: isEnd })
}

/** An outcome whose tokens are checked. A member that is null is left out: over a refresh token from before, it would replace that. */
function withTokens<Outcome extends { tokens: TokenSet }>(service: string, outcome: Outcome): Outcome {
  const members = Object.entries(checked(service, outcome.tokens, TOKENS))
  const given = members.filter(([, value]) => value !== null)
  if (given.length === members.length) return outcome
  return { ...outcome, tokens: Object.fromEntries(given) }
}

function checked<Value>(service: string, value: Value, checks: Checks): Value {
  const members = Object(value) as Record<string, unknown>
  const wrong = Object.keys(checks).find((member) => !checks[member]?.(members[member]))
  if (wrong) throw new TypeError(`services.${service} resolved to an unusable ${wrong}: see DeviceFlowServices`)
  return value
}
