export {
  MAX_RETRY_AFTER_MS,
  backOffWithinGrace,
  isFromFuture,
  isJustRenewed,
  isWithinGrace,
  needsRenewal,
  refreshWaitMs,
} from '../chart/refresh-schedule.ts'
export { freshTokens, renewTokens } from './fresh-tokens.ts'
export { tokenSourceOf } from './token-source.ts'
export type { RefreshGrace, RefreshWait } from '../chart/refresh-schedule.ts'
