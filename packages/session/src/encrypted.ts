// @device-flow/session/encrypted: a store that encrypts, and a reader of it. In Node, too; no machine and no xstate at run time.
export { encryptedReader } from './encryption/encrypted-reader.ts'
export { encryptedStore } from './encryption/encrypted-store.ts'
export { SessionStoreError } from './stores/store-error.ts'

export type { AesGcm } from './encryption/aes-gcm.ts'
export type { EncryptionKey, KeyForm, KeyUse, WebCryptoKey } from './encryption/encryption-key.ts'
export type { StoreProblem } from './stores/store-error.ts'
export type { Lease, Lock, LockRequest } from './locks/lock.ts'
export type { ConditionalStore, SingleWriterStore, Store, StoredValue, StoreReader } from './stores/store.ts'
