// @device-flow/session/unstorage: any driver of unstorage as a store.
export { unstorageStore } from './stores/unstorage-store.ts'

export type { Lease, Lock, LockRequest } from './locks/lock.ts'
export type { SingleWriterStore, StoredValue } from './stores/store.ts'
export type { KeyValueStorage } from './stores/unstorage-store.ts'
