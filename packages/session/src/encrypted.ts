// @device-flow/session/encrypted: a store that encrypts. In Node, too; no machine and no xstate at run time.
export { encryptedStore } from './encryption/encrypted-store.ts'
export { SessionStoreError } from './stores/store-error.ts'

export type { EncryptionKey, KeyUse, WebCryptoKey } from './encryption/encryption-key.ts'
export type { StoreProblem } from './stores/store-error.ts'
export type { Lease, Lock, LockRequest } from './locks/lock.ts'
export type { ConditionalStore, SingleWriterStore, Store, StoredValue } from './stores/store.ts'
