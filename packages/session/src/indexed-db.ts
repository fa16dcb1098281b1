// @device-flow/session/indexed-db: what needs the browser's IndexedDB.
export { browserKey } from './indexed-db/browser-key.ts'
export { encryptedIndexedDbStore } from './indexed-db/encrypted-indexed-db-store.ts'
export { browserLock } from './indexed-db/browser-lock.ts'
export { indexedDbDpopKeys } from './indexed-db/indexed-db-dpop-keys.ts'
export { indexedDbStore } from './indexed-db/indexed-db-store.ts'

export type { DpopKeyPair, DpopKeys } from '@device-flow/machine'
export type { KeyUse } from './encryption/encryption-key.ts'
export type { Lease, Lock, LockRequest } from './locks/lock.ts'
export type { ConditionalStore, StoredValue } from './stores/store.ts'
