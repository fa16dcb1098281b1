import { join } from 'node:path'
import { appStore, fileStore, stateFolder } from '@device-flow/node/store'
import type { AppStore, FileStore } from '@device-flow/node/store'
import type { CommandIo } from '../command-io.ts'
import type { StoreKind } from './store-kinds.ts'

/** What stores are opened with: where their folder is, and whom they tell what they have repaired. */
export type KeptIo = Pick<CommandIo, 'env' | 'stderr'>

/** The name of this app among those that keep something. */
const APP = 'device-flow'

/** Opens the store of sessions; `auto` takes the one that was taken before, or else the safest that there is. */
export function openSessionStore(kind: StoreKind | 'auto', io: KeptIo): AppStore {
  return appStore(APP, { store: kind, env: io.env, onWarning: (warning) => void io.stderr.write(`${warning}\n`) })
}

/** Opens the store of the list of sessions. It holds no secret, so it can be read where a keyring is locked. */
export function openIndexStore({ env }: KeptIo): FileStore {
  return fileStore(join(stateFolder(APP, env), 'sessions'))
}
