// @device-flow/session/indexed-db: what needs the browser's IndexedDB.
export { browserKey } from './encryption/browser-key.ts'
export { encryptedIndexedDbStore } from './encryption/encrypted-indexed-db-store.ts'
export { browserLock } from './locks/browser-lock.ts'
export { indexedDbLease } from './locks/indexed-db-lease.ts'
export { indexedDbStore } from './stores/indexed-db/indexed-db-store.ts'

export type { KeyUse } from './encryption/encryption-key.ts'
export type { Lease, Lock, LockRequest } from './locks/lock.ts'
export type { ConditionalStore, StoredValue } from './stores/store.ts'
