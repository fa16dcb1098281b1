import type { DeviceAuthorization, DeviceFlowClient, TokenSet } from '@device-flow/machine'
import { isClearAuthorization, isClearTokens, isClient, isRefused } from './check-record.ts'
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
  refusal?: Refused
}

const isTime = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value)
const isOptionalTime = (value: unknown): boolean => value === undefined || isTime(value)

/** Whether a record of the right version is a pending login. */
export function isPendingRecord(record: UncheckedRecord): record is UncheckedRecord & PendingRecord {
  const { type, client, authorization, intervalMs, lastReplyAt } = record
  return (
    type === 'pending' &&
    (client === undefined || isClient(client)) &&
    isClearAuthorization(authorization) &&
    isTime(authorization.intervalMs) &&
    isTime(intervalMs) &&
    isTime(lastReplyAt)
  )
}

/** Whether a record of the right version holds the tokens of a person. */
export function isSignedInRecord(record: UncheckedRecord): record is UncheckedRecord & SignedInRecord {
  const { type, client, tokens, refreshInFlight, refreshSentAt, refreshNotBefore, refusal } = record
  return (
    type === 'signedIn' &&
    (client === undefined || isClient(client)) &&
    isClearTokens(tokens) &&
    typeof refreshInFlight === 'boolean' &&
    isOptionalTime(refreshSentAt) &&
    isOptionalTime(refreshNotBefore) &&
    (refusal === undefined || isRefused(refusal))
  )
}
