import type { Stamp } from './stamp.ts'
import { isEnd } from './end-errors.ts'
import { isSecret } from '../secret.ts'
import type { DeviceAuthorization, PollOutcome, RefreshOutcome } from '../services.ts'
import { isWebAddress } from './web-address.ts'

// A service that is written in JavaScript, or a mock, may resolve to anything. A value that the chart cannot read would stop the whole
// machine with an error that nobody catches, and one that is not checked here may reach a screen. An error that is thrown here only ends
// the attempt.

type Checks = Record<string, (member: unknown) => unknown>

const isNumber = (member: unknown): member is number => typeof member === 'number'
const isTime = (member: unknown): boolean => isNumber(member) && !Number.isNaN(member)
const isNoneOr =
  (isRight: (member: unknown) => boolean) =>
  (member: unknown): boolean =>
    member === undefined || isRight(member)

const AUTHORIZATION: Checks = {
  deviceCode: isSecret,
  userCode: (member) => member && typeof member === 'string',
  verificationUri: isWebAddress,
  verificationUriComplete: isNoneOr(isWebAddress),
  expiresAt: isTime,
  receivedAt: isTime,
}

const TOKENS: Checks = {
  accessToken: isSecret,
  refreshToken: isNoneOr(isSecret),
  idToken: isNoneOr(isSecret),
  // Their life is counted from when they arrived. NaN is accepted: the person has approved.
  receivedAt: isNumber,
}

/** Hands on what `requestDeviceAuthorization` resolved to. Throws a TypeError when the chart cannot use it. */
export function checkAuthorization(authorization: DeviceAuthorization): DeviceAuthorization {
  return checked('requestDeviceAuthorization', authorization, AUTHORIZATION)
}

/** Hands on what `pollToken` resolved to, with the time when it came. Throws a TypeError when the chart cannot use it. */
export function checkPollOutcome(outcome: PollOutcome, stamp: Stamp): PollOutcome {
  switch (outcome?.type) {
    case 'pending':
    case 'slowDown':
      return stamp(outcome)
    case 'granted':
      checked('pollToken', outcome.tokens, TOKENS)
      return outcome
    default:
      return checked('pollToken', outcome, { type: (type) => type === 'ended', error: isEnd })
  }
}

/** Hands on what `refreshTokens` resolved to. Throws a TypeError when the chart cannot use it. */
export function checkRefreshOutcome(outcome: RefreshOutcome): RefreshOutcome {
  if (outcome?.type !== 'refreshed')
    return checked('refreshTokens', outcome, { type: (type) => type === 'refused', error: isEnd })
  checked('refreshTokens', outcome.tokens, TOKENS)
  return outcome
}

function checked<Value>(service: string, value: Value, checks: Checks): Value {
  const members = Object(value) as Record<string, unknown>
  const wrong = Object.keys(checks).find((member) => !checks[member]?.(members[member]))
  if (wrong) throw new TypeError(`services.${service} resolved to an unusable ${wrong}: see DeviceFlowServices`)
  return value
}
