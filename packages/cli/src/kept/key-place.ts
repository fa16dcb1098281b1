import type { AppStore } from '@device-flow/node/store'

/** Where the key of what is kept is, as `store` of `--json` says it: `environment` is `DEVICE_FLOW_KEY`, `file` a file beside it. */
export type KeyPlace = 'keyring' | 'environment' | 'file'

/**
 * Tells where the key of what is kept is; undefined where nothing has been kept yet.
 *
 * @throws SessionStoreError when the folder cannot be read
 */
export async function keyPlace(store: AppStore): Promise<KeyPlace | undefined> {
  const { key } = await store.describe()
  return key === 'keyFile' ? 'file' : key
}
