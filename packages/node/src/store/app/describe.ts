import type { ProtectionName } from './chosen-protection.ts'
import { whereKeyIs } from './where-key-is.ts'

/** Where an app store keeps, and what that protects against. */
export interface StoreDescription {
  /** In one word: what the option `store` calls it. */
  kind: 'keyring' | 'file' | 'memory'
  /** The folder of the records; undefined when nothing is written. */
  folder?: string
  /** Where the key of the records is; undefined when nothing is written, or nothing has been yet. */
  key?: ProtectionName
  /** The same for people, in one or two sentences. */
  text: string
}

const KEYS: Record<ProtectionName, { kind: StoreDescription['kind']; against: string }> = {
  keyring: {
    kind: 'keyring',
    against: 'other users, copies of the disk and backups; not against programs that you run while it is unlocked',
  },
  environment: {
    kind: 'file',
    against: 'other users, copies of the disk and backups; not against programs that get the same environment',
  },
  keyFile: {
    kind: 'file',
    against: 'other users, and backups without that file; not against programs of yours, or a copy of the whole disk',
  },
}

/** Says where the records are, and what that protects against. */
export function describeStore(folder: string, key: ProtectionName | undefined): StoreDescription {
  if (!key) return { kind: 'file', folder, text: `Nothing is kept in ${folder} yet.` }
  const { kind, against } = KEYS[key]
  return {
    kind,
    folder,
    key,
    text: `Encrypted in ${folder}, the key in ${whereKeyIs[key]}. Protects against ${against}.`,
  }
}

/** The description of a store that ends with its process. */
export const memoryDescription: StoreDescription = {
  kind: 'memory',
  text: 'In the memory of this process: it is gone when the process ends.',
}
