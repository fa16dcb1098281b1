import { isRecord } from '@device-flow/untrusted'
import { SessionStoreError } from '../stores/store-error.ts'
import { isPendingRecord, isSignedInRecord } from './version-1.ts'
import type { UncheckedRecord } from './version-1.ts'
import { isSessionRecord } from './check-record.ts'
import type { SessionRecord } from './record.ts'

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
  const value = parse(text)
  if (isSessionRecord(value)) return value
  const migrated = value && migrate(value)
  if (migrated) return migrated
  const version = value?.['version']
  if (typeof version === 'number' && version > 2) {
    throw new SessionStoreError(
      'otherVersion',
      `The kept session was written by a newer version of this software (format ${version}). Update this one, or sign in again: the kept one is then moved aside.`,
    )
  }
  throw new SessionStoreError(
    'damaged',
    'The kept session is damaged, or something else is stored in its place. Sign in again: it is then moved aside.',
  )
}

function parse(text: string): UncheckedRecord | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The record of a text of version 1; undefined where it is none. */
function migrate(value: UncheckedRecord): SessionRecord | undefined {
  if (value['version'] !== 1) return undefined
  if (isPendingRecord(value)) {
    const { authorization, intervalMs, lastReplyAt } = value
    return { ...envelope(value), pending: { authorization, intervalMs, lastReplyAt } }
  }
  if (!isSignedInRecord(value)) return undefined
  const { tokens, refreshInFlight, refreshSentAt = tokens.receivedAt, refreshNotBefore, refusal } = value
  return {
    ...envelope(value),
    signedIn: {
      id: 'version 1',
      tokens,
      // Whoever sent it is gone. When it does not say when, it counts as sent as early as can be: it is not sent again within any grace.
      ...(refreshInFlight && { refresh: { sentAt: refreshSentAt, owner: 'version 1', lost: true } }),
      ...(refreshNotBefore !== undefined && { refreshNotBefore }),
      ...(refusal && { refused: { ...refusal, at: tokens.receivedAt } }),
    },
  }
}

function envelope({ client }: Pick<SessionRecord, 'client'>): SessionRecord {
  return { version: 2, lineage: '', ...(client && { client }) }
}
