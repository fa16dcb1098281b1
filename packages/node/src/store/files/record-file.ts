import { SessionStoreError } from '@device-flow/session/encrypted'
import type { StoredValue } from '@device-flow/session/encrypted'
import { isRecord } from '@device-flow/untrusted'

const VERSION = 1

/** Writes a value as the text of its file. The key is in it for people, and to list what there is. */
export function formatRecordFile(key: string, { revision, text }: StoredValue): string {
  return `${JSON.stringify({ version: VERSION, key, revision, text })}\n`
}

/** Reads what {@link formatRecordFile} wrote; `path` is for the message. */
export function parseRecordFile(content: string, path: string): StoredValue & { key: string } {
  const record = parse(content)
  if (record && typeof record['version'] === 'number' && record['version'] > VERSION) {
    throw new SessionStoreError(
      'otherVersion',
      `${path} was written by newer software (version ${record['version']}), and is left as it is. Update this software.`,
    )
  }
  const { version, key, revision, text } = record ?? {}
  if (
    version !== VERSION ||
    typeof key !== 'string' ||
    typeof revision !== 'number' ||
    !Number.isSafeInteger(revision) ||
    typeof text !== 'string'
  ) {
    throw new SessionStoreError(
      'damaged',
      `${path} is cut off, or is no record of ours. Sign in again: it is then moved aside.`,
    )
  }
  return { key, revision, text }
}

function parse(content: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(content)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}
