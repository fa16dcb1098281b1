import type { KeptRecord } from './find-session.ts'

/** Where the key of what is kept is, as `store` of `--json` says it: `environment` is `DEVICE_FLOW_KEY`, `file` a file beside it. */
export type KeyPlace = 'keyring' | 'environment' | 'file'

/** Tells where the key of a session is: not of the next one, which may get another, as where the variable was set later. */
export async function keyPlace({ entry, store }: Pick<KeptRecord, 'entry' | 'store'>): Promise<KeyPlace> {
  const key = (await store.protectionOf(entry.key)) ?? entry.store
  return key === 'keyFile' ? 'file' : key
}
