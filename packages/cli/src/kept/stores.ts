import { join } from 'node:path'
import { appStore, fileStore, openAppReader, openFileReader, stateFolder } from '@device-flow/node/store'
import type {
  AppReader,
  AppStore,
  AppStoreOptions,
  FileStore,
  FileStoreOptions,
  StoreReader,
} from '@device-flow/node/store'
import type { CommandIo } from '../command-io.ts'
import type { StoreKind } from './store-kinds.ts'

/** What stores are opened with: where their folder is, and whom they tell what they have repaired. */
export type KeptIo = Pick<CommandIo, 'env' | 'stderr'>

/** The name of this app among those that keep something. */
const APP = 'device-flow'

/** Opens the store of sessions; `auto` takes the one that was taken before, or else the safest that there is. */
export function openSessionStore(kind: StoreKind | 'auto', io: KeptIo): AppStore {
  return appStore(APP, storeOptions(kind, io))
}

/** Opens the store of the list of sessions. It holds no secret, so it can be read where a keyring is locked. */
export function openIndexStore(io: KeptIo): FileStore {
  return fileStore(indexFolder(io), indexOptions(io))
}

/** Opens the store of sessions for a command that only reads. */
export function openSessionReader(kind: StoreKind, io: KeptIo): Promise<AppReader> {
  return openAppReader(APP, storeOptions(kind, io))
}

/** Opens the store of the list of sessions for a command that only reads. */
export function openIndexReader(io: KeptIo): Promise<StoreReader> {
  return openFileReader(indexFolder(io), indexOptions(io))
}

function storeOptions(store: StoreKind | 'auto', { env, stderr }: KeptIo): AppStoreOptions {
  return { store, env, onWarning: warnOn(stderr) }
}

function indexOptions({ env, stderr }: KeptIo): FileStoreOptions {
  return { onWarning: warnOn(stderr), within: stateFolder(APP, env) }
}

function warnOn(stderr: KeptIo['stderr']): (warning: string) => void {
  return (warning) => void stderr.write(`${warning}\n`)
}

/** The folder of the list of sessions. */
export function indexFolder({ env }: KeptIo): string {
  return join(stateFolder(APP, env), 'sessions')
}
