import { isRecord } from '@device-flow/untrusted'
import { parseJson } from '../parse-json.ts'
import { SessionStoreError } from '../stores/store-error.ts'
import { isSessionRecord } from './check-record.ts'
import type { SessionRecord } from './record.ts'
import { isPendingRecord, isSignedInRecord } from './version-1.ts'
import type { UncheckedRecord } from './version-1.ts'

/** Writes a record as text. The text holds the tokens in clear. */
export function encodeRecord(record: SessionRecord): string {
  return JSON.stringify(record)
}

/**
 * Reads the text of a record: one of version 2, or what `encodeDeviceSession` wrote (version 1).
 *
 * @throws SessionStoreError `damaged` or `otherVersion`; the message holds nothing of the text
 */
export function decodeRecord(text: string): SessionRecord {
  const value = parseJson(text)
  if (isSessionRecord(value)) return value
  const { version } = isRecord(value) ? value : {}
  const migrated = isRecord(value) && version === 1 ? migrate(value) : undefined
  if (migrated) return migrated
  if (typeof version === 'number' && version > 2) {
    throw new SessionStoreError(
      'otherVersion',
      `The kept session is of newer software (format ${version}). Update, or sign in again: it is then moved aside.`,
    )
  }
  throw new SessionStoreError('damaged', 'The kept session is damaged. Sign in again: it is then moved aside.')
}

/** The record of a text of version 1; undefined where it is none. */
function migrate(value: UncheckedRecord): SessionRecord | undefined {
  const envelope = { version: 2, lineage: '' } as const
  if (isPendingRecord(value)) {
    const { client, authorization, intervalMs, lastReplyAt, pollNotBefore } = value
    return { ...envelope, client, pending: { authorization, intervalMs, lastReplyAt, pollNotBefore } }
  }
  if (!isSignedInRecord(value)) return undefined
  const { client, tokens, refreshInFlight, refreshSentAt = tokens.receivedAt, refusal } = value
  const { refreshNotBefore, refreshWaitsSince } = value
  return {
    ...envelope,
    client,
    signedIn: {
      id: 'version 1',
      tokens,
      // Whoever sent it is gone. When it does not say when, it counts as sent as early as can be: it is not sent again within any grace.
      refresh: refreshInFlight ? { sentAt: refreshSentAt, owner: 'version 1', lost: true } : undefined,
      refreshNotBefore,
      refreshWaitsSince,
      refused: refusal && { ...refusal, at: tokens.receivedAt },
    },
  }
}
