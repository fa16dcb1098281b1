export {
  backOffWithinGrace,
  isFromFuture,
  isJustRenewed,
  isWithinGrace,
  needsRenewal,
  refreshWaitMs,
} from '../chart/refresh-schedule.ts'
export { freshTokens, renewTokens } from './fresh-tokens.ts'
export { tokenSourceOf } from './token-source.ts'
export type { RefreshGrace } from '../chart/refresh-schedule.ts'
