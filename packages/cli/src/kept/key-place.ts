import type { StoreKind } from './store-kinds.ts'
import type { KeptIo } from './stores.ts'

/** Where the key of what is kept is, as `store` of `--json` says it: `environment` is `DEVICE_FLOW_KEY`, `file` a file beside it. */
export type KeyPlace = 'keyring' | 'environment' | 'file'

/** Tells where the key is of a session that can be read in this store. */
export function keyPlace(store: StoreKind, { env }: Pick<KeptIo, 'env'>): KeyPlace {
  return store === 'file' && env['DEVICE_FLOW_KEY'] ? 'environment' : store
}
