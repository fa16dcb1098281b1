// @device-flow/node/store: where a Node process keeps sessions; no machine, no xstate and no OAuth at run time.
export { fileStore } from './file-store.ts'
export { fileLock } from './lock/file-lock.ts'

export type { FileStore, FileStoreOptions } from './file-store.ts'
