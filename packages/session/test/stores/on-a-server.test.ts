import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { webStorageStore } from '../../src/index.ts'
import { encryptedIndexedDbStore, indexedDbStore } from '../../src/indexed-db.ts'

// Node 25 has one.
beforeEach(() => vi.stubGlobal('localStorage', undefined))
afterEach(() => vi.unstubAllGlobals())

test.each([
  ['webStorageStore', () => webStorageStore()],
  ['indexedDbStore', () => indexedDbStore()],
  ['encryptedIndexedDbStore', () => encryptedIndexedDbStore()],
])('%s can be made where a page is rendered on a server, and is unavailable there', async (_name, create) => {
  const store = create()
  const unavailable: unknown = expect.objectContaining({ name: 'SessionStoreError', problem: 'unavailable' })
  await expect(store.read('a key')).rejects.toEqual(unavailable)
  await expect(store.writeIf('a key', 0, { revision: 1, text: '' })).rejects.toEqual(unavailable)
  store.watch?.('a key', () => undefined)()
})
