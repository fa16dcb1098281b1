import { SessionStoreError } from './store-error.ts'
import type { StoredValue } from './store.ts'

/**
 * Holds what a platform gave to what a store wrote there.
 *
 * @throws SessionStoreError `damaged` for anything else; the message does not hold it
 */
export function checkStoredValue(value: unknown, key: string, place: string): StoredValue {
  const { revision, text } = Object(value) as Partial<Record<keyof StoredValue, unknown>>
  if (typeof text !== 'string' || !Number.isSafeInteger(revision) || (revision as number) < 1) {
    throw new SessionStoreError('damaged', `"${key}" in ${place} is no record of ours. Sign in again.`)
  }
  return { revision: revision as number, text }
}

/** Where a store moves what is under a key, so that something else can be kept there. */
export function asideKey(key: string): string {
  return `${key} (aside)`
}
