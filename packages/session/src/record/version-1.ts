import type { DeviceAuthorization, DeviceFlowClient, TokenSet } from '@device-flow/machine'
import { isAuthorization, isClient, isTokenSet, refusal } from './check-record.ts'
import { isTime, object, oneOf, optional } from './checks.ts'
import type { Clear, Refused } from './record.ts'

/** What came out of a store: anything may have written it. */
export type UncheckedRecord = Record<string, unknown>

/** A pending login, as `encodeDeviceSession` writes it. */
export interface PendingRecord {
  version: 1
  type: 'pending'
  client?: DeviceFlowClient
  authorization: Clear<DeviceAuthorization>
  intervalMs: number
  lastReplyAt: number
  pollNotBefore?: number
}

/** The tokens of a person, as `encodeDeviceSession` writes them. */
export interface SignedInRecord {
  version: 1
  type: 'signedIn'
  client?: DeviceFlowClient
  tokens: Clear<TokenSet>
  refreshInFlight: boolean
  refreshSentAt?: number
  refreshNotBefore?: number
  refreshWaitsSince?: number
  refusal?: Refused
}

const hasInterval = object({ intervalMs: isTime })

/** Whether a record of the right version is a pending login. */
export const isPendingRecord = object({
  type: oneOf('pending'),
  client: optional(isClient),
  authorization: (value) => isAuthorization(value) && hasInterval(value),
  intervalMs: isTime,
  lastReplyAt: isTime,
  pollNotBefore: optional(isTime),
}) as (record: UncheckedRecord) => record is UncheckedRecord & PendingRecord

/** Whether a record of the right version holds the tokens of a person. */
export const isSignedInRecord = object({
  type: oneOf('signedIn'),
  client: optional(isClient),
  tokens: isTokenSet,
  refreshInFlight: oneOf(true, false),
  refreshSentAt: optional(isTime),
  refreshNotBefore: optional(isTime),
  refreshWaitsSince: optional(isTime),
  refusal: optional(object(refusal)),
}) as (record: UncheckedRecord) => record is UncheckedRecord & SignedInRecord
