export { notAskedFor, parametersAskedFor } from './asked.ts'
export { decodeRecord, encodeRecord } from './codec.ts'
export { isAlive, isPollUnderWay, isUsable, isWorthKeeping } from './life.ts'
export { lineageOf, sessionKey } from './lineage.ts'
export { SessionStoreError } from '../stores/store-error.ts'

export type { TokenTimes } from './life.ts'
export type {
  Clear,
  Declined,
  Ended,
  InFlight,
  PendingLogin,
  Refresh,
  Refused,
  SessionRecord,
  SignedIn,
} from './record.ts'
export type { StoreProblem } from '../stores/store-error.ts'
