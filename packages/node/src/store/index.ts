// @device-flow/node/store: where a Node process keeps sessions; no machine, no xstate and no OAuth at run time.
export { openAppReader } from './app/app-reader.ts'
export { appStore } from './app/app-store.ts'
export { stateFolder } from './app/state-folder.ts'
export { openFileReader } from './file-reader.ts'
export { fileStore } from './file-store.ts'
export { fileLock } from './lock/file-lock.ts'
export { storedRegistrations } from './stored-registrations.ts'
export { SessionStoreError } from '@device-flow/session/encrypted'

export type { AppReader, AppStore, AppStoreOptions } from './app/app-store-types.ts'
export type { StoreDescription } from './app/describe.ts'
export type { ProtectionName } from './app/chosen-protection.ts'
export type { FileStore, FileStoreOptions } from './file-store.ts'
export type {
  ConditionalStore,
  Lease,
  Lock,
  LockRequest,
  StoredValue,
  StoreProblem,
  StoreReader,
} from '@device-flow/session/encrypted'
