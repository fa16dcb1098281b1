import type { AppStoreOptions } from './app-store-types.ts'
import { stateFolder } from './state-folder.ts'

/** The options of an app store, with their defaults. */
export interface ResolvedOptions {
  wanted: NonNullable<AppStoreOptions['store']>
  folder: string
  env: NodeJS.ProcessEnv
}

const KINDS: ReadonlySet<unknown> = new Set(['auto', 'keyring', 'file', 'memory'])

/**
 * Fills in the defaults of an app store.
 *
 * @throws TypeError for a name that is no name of a folder, or a `store` that there is not
 */
export function resolveOptions(name: string, options: AppStoreOptions): ResolvedOptions {
  const { store: wanted = 'auto', env = process.env } = options
  const folder = options.folder ?? stateFolder(name, env)
  if (!KINDS.has(wanted)) {
    throw new TypeError(`appStore: store must be auto, keyring, file or memory, and is ${JSON.stringify(wanted)}`)
  }
  return { wanted, folder, env }
}
