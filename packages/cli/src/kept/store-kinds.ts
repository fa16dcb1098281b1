/** What `--store` may be, where something is kept at all. */
export const storeKinds = ['keyring', 'file'] as const

/** The store of a session: both are an encrypted file, and differ in where its key is. */
export type StoreKind = (typeof storeKinds)[number]
