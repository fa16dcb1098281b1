import { isSecret } from '../secret.ts'
import type { DeviceAuthorization, PollOutcome, RefreshOutcome, TokenSet } from '../services.ts'

// A service that is written in JavaScript, or a mock, may resolve to anything. A value that the chart cannot read would stop the whole
// machine with an error that nobody catches. An error that is thrown here only ends the attempt.

/** Hands on what `requestDeviceAuthorization` resolved to. Throws a TypeError when the chart cannot use it. */
export function checkAuthorization(authorization: DeviceAuthorization): DeviceAuthorization {
  const isUsable =
    isSecret(authorization?.deviceCode) &&
    typeof authorization.userCode === 'string' &&
    typeof authorization.verificationUri === 'string' &&
    isTime(authorization.expiresAt) &&
    isTime(authorization.receivedAt)
  return isUsable ? authorization : refuse('requestDeviceAuthorization', 'a DeviceAuthorization')
}

/** Hands on what `pollToken` resolved to. Throws a TypeError when the chart cannot use it. */
export function checkPollOutcome(outcome: PollOutcome): PollOutcome {
  switch (outcome?.type) {
    case 'granted':
      if (isTokenSet(outcome.tokens)) return outcome
      break
    case 'pending':
    case 'slowDown':
      // NaN is accepted: a broken wall clock must not end a login that the monotonic clock can still time.
      if (typeof outcome.receivedAt === 'number') return outcome
      break
    case 'ended':
      if (outcome.error instanceof Error) return outcome
  }
  return refuse('pollToken', 'a PollOutcome')
}

/** Hands on what `refreshTokens` resolved to. Throws a TypeError when the chart cannot use it. */
export function checkRefreshOutcome(outcome: RefreshOutcome): RefreshOutcome {
  if (outcome?.type === 'refreshed' && isTokenSet(outcome.tokens)) return outcome
  if (outcome?.type === 'refused' && outcome.error instanceof Error) return outcome
  return refuse('refreshTokens', 'a RefreshOutcome')
}

function isTokenSet(tokens: TokenSet | undefined): boolean {
  // Their life is counted from when they arrived. NaN too, as above: the person has approved.
  return isSecret(tokens?.accessToken) && typeof tokens?.receivedAt === 'number'
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(value)
}

function refuse(service: string, wanted: string): never {
  throw new TypeError(`services.${service} did not resolve to ${wanted}: see DeviceFlowServices`)
}
