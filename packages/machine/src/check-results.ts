import type { DeviceAuthorization, PollOutcome, RefreshOutcome, TokenSet } from './services.ts'

// Types hold no service to them that is written in JavaScript, or made of mocks. What the chart can not read would stop the whole
// machine, as an error that nobody catches; thrown here, it ends the attempt.

/** What `requestDeviceAuthorization` resolved to. Throws a TypeError when the chart can not go by it. */
export function checkAuthorization(authorization: DeviceAuthorization): DeviceAuthorization {
  const isUsable =
    isSecret(authorization?.deviceCode) &&
    typeof authorization.userCode === 'string' &&
    typeof authorization.verificationUri === 'string' &&
    isTime(authorization.expiresAt) &&
    isTime(authorization.receivedAt)
  return isUsable ? authorization : refuse('requestDeviceAuthorization', 'a DeviceAuthorization')
}

/** What `pollToken` resolved to. Throws a TypeError when the chart can not go by it. */
export function checkPollOutcome(outcome: PollOutcome): PollOutcome {
  switch (outcome?.type) {
    case 'granted':
      if (isTokenSet(outcome.tokens)) return outcome
      break
    case 'pending':
    case 'slowDown':
      // NaN too: a clock may have broken down meanwhile, and there is another one.
      if (typeof outcome.receivedAt === 'number') return outcome
      break
    case 'ended':
      if (outcome.error instanceof Error) return outcome
  }
  return refuse('pollToken', 'a PollOutcome')
}

/** What `refreshTokens` resolved to. Throws a TypeError when the chart can not go by it. */
export function checkRefreshOutcome(outcome: RefreshOutcome): RefreshOutcome {
  if (outcome?.type === 'refreshed' && isTokenSet(outcome.tokens)) return outcome
  if (outcome?.type === 'refused' && outcome.error instanceof Error) return outcome
  return refuse('refreshTokens', 'a RefreshOutcome')
}

function isTokenSet(tokens: TokenSet | undefined): boolean {
  return isSecret(tokens?.accessToken)
}

function isSecret(value: unknown): boolean {
  return typeof (value as { reveal?: unknown } | null | undefined)?.reveal === 'function'
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(value)
}

function refuse(service: string, wanted: string): never {
  throw new TypeError(`services.${service} did not resolve to ${wanted}: see DeviceFlowServices`)
}
