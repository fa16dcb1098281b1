import type { DeviceAuthorization, DeviceFlowClient, Secret, TokenSet } from '@device-flow/machine'
import { isRecord, isSafeWebUrl } from '@device-flow/untrusted'

/** The same with its secrets in clear. */
type Clear<T> = {
  [K in keyof T]: T[K] extends Secret ? string : T[K] extends Secret | undefined ? string | undefined : T[K]
}

/** What came out of a store: anything may have written it. */
export type UncheckedRecord = Record<string, unknown>

/** A pending login, as it is kept. */
export interface PendingRecord {
  version: 1
  type: 'pending'
  client?: DeviceFlowClient
  authorization: Clear<DeviceAuthorization>
  intervalMs: number
  lastReplyAt: number
}

/** The tokens of a person, as they are kept. */
export interface SignedInRecord {
  version: 1
  type: 'signedIn'
  client?: DeviceFlowClient
  tokens: Clear<TokenSet>
  refreshInFlight: boolean
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isTime = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value)
const ifAny = (value: unknown, isRight: (value: unknown) => boolean): boolean => value === undefined || isRight(value)

/** Whether a record of the right version is a pending login. */
export function isPendingRecord(record: UncheckedRecord): record is UncheckedRecord & PendingRecord {
  const { type, client, authorization } = record
  return (
    type === 'pending' &&
    ifAny(client, isClient) &&
    isRecord(authorization) &&
    isText(authorization['deviceCode']) &&
    isText(authorization['userCode']) &&
    // Whatever else can write to a store could have put a script into the link that a person presses.
    isSafeWebUrl(authorization['verificationUri']) &&
    ifAny(authorization['verificationUriComplete'], isSafeWebUrl) &&
    [authorization['expiresAt'], authorization['intervalMs'], authorization['receivedAt']].every(isTime) &&
    [record['intervalMs'], record['lastReplyAt']].every(isTime)
  )
}

/** Whether a record of the right version holds the tokens of a person. */
export function isSignedInRecord(record: UncheckedRecord): record is UncheckedRecord & SignedInRecord {
  const { type, client, tokens } = record
  return (
    type === 'signedIn' &&
    ifAny(client, isClient) &&
    isRecord(tokens) &&
    isText(tokens['accessToken']) &&
    isText(tokens['tokenType']) &&
    [tokens['refreshToken'], tokens['idToken'], tokens['scope']].every((value) => ifAny(value, isText)) &&
    ifAny(tokens['expiresAt'], isTime) &&
    isTime(tokens['receivedAt']) &&
    typeof record['refreshInFlight'] === 'boolean'
  )
}

function isClient(value: unknown): boolean {
  return isRecord(value) && isText(value['server']) && isText(value['clientId'])
}
