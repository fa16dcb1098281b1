export { readAuthChallenges } from './auth-challenges.ts'
export { findBlockedPort } from './blocked-ports.ts'
export { createChunk, NOT_LOADED } from './chunk.ts'
export { cleanText } from './clean-text.ts'
export { withDeadline } from './deadline.ts'
export { currentDispatcher, fetchOnce } from './fetch-once.ts'
export { hasHiddenCharacters, replaceHiddenCharacters } from './hidden-characters.ts'
export { isRecord } from './is-record.ts'
export { LEASE_TERM_MS, renewLease } from './lease-renewal.ts'
export { isLoopback } from './loopback.ts'
export { createHiddenStatus, MISDIRECTED_REQUEST } from './hidden-status.ts'
export { nearestName, unknownOption } from './nearest-name.ts'
export { isSecureOrigin, originsOfApis, secureOrigin } from './origin.ts'
export {
  clockCheck,
  findOptionProblem,
  givenOptions,
  hasFunctions,
  isFunction,
  isObject,
  mustBe,
} from './option-checks.ts'
export { schedulePatiently } from './patient-timer.ts'
export { plainAddress } from './plain-address.ts'
export { base64Encodings, secretEncodings } from './secret-encodings.ts'
export { userAgent } from './user-agent.ts'
export { isSafeWebUrl, webUrl } from './web-url.ts'
export type { AuthChallenge } from './auth-challenges.ts'
export type { Chunk } from './chunk.ts'
export type { Deadline } from './deadline.ts'
export type { NodeDispatcher } from './fetch-once.ts'
export type { HiddenStatus } from './hidden-status.ts'
export type { OptionCheck, OptionProblem } from './option-checks.ts'
export type { TimerClock } from './patient-timer.ts'
export type { SecretEncoding } from './secret-encodings.ts'
