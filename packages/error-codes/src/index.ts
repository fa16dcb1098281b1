// What the OAuth services read. Advice is an entry of its own, so that no app ships it.
export { canonicalCode, isAlias, passingCode } from './aliases.ts'
export type { AliasCode } from './aliases.ts'
export { jsonReason } from './json-reason.ts'
export type { LoginReason, TransientReason } from './reasons.ts'
export {
  DEVICE_AUTHORIZATION_REFUSALS,
  isKnownCode,
  LATE_POLL_REFUSALS,
  LOST_ANSWER_POLL_REFUSALS,
  PENDING_POLL_REFUSALS,
  POLL_REFUSALS,
  refusalFor,
  REFRESH_REFUSALS,
  SLOWED_LATE_POLL_REFUSALS,
  UNPROVEN_POLL_REFUSALS,
  UNPROVEN_REFUSALS,
} from './refusals.ts'
export type { KnownCode, Refusal } from './refusals.ts'
export { isRateLimitCode, isUnavailableCode } from './transient-codes.ts'
