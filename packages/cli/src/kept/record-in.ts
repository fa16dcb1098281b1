import type { StoreReader } from '@device-flow/node/store'
import { decodeRecord } from '@device-flow/session/record'
import type { SessionRecord } from '@device-flow/session/record'

/**
 * The record that a store has under a key; undefined where there is none.
 *
 * @throws SessionStoreError when it cannot be read
 */
export async function recordIn(store: StoreReader, key: string): Promise<SessionRecord | undefined> {
  const stored = await store.read(key)
  return stored && decodeRecord(stored.text)
}
