import type { ProtectionName } from './chosen-protection.ts'

/** Where an app store keeps, and what that protects against. */
export interface StoreDescription {
  /** In one word: what `--store` of the command calls it. */
  kind: 'keyring' | 'file' | 'memory'
  /** The folder of the records; undefined when nothing is written. */
  folder?: string
  /** Where the key of the records is; undefined when nothing is written, or nothing has been yet. */
  key?: ProtectionName
  /** The same for people, in one or two sentences. */
  text: string
}

const KEYRING: Record<string, string> = {
  darwin: 'the macOS keychain',
  win32: 'the Windows Credential Manager',
}

const KEYS: Record<ProtectionName, { kind: StoreDescription['kind']; where: string; against: string }> = {
  keyring: {
    kind: 'keyring',
    where: KEYRING[process.platform] ?? 'the keyring (Secret Service)',
    against: 'other users, copies of the disk and backups; not against programs that you run while it is unlocked',
  },
  environment: {
    kind: 'file',
    where: 'DEVICE_FLOW_KEY',
    against: 'other users, copies of the disk and backups; not against programs that get the same environment',
  },
  keyFile: {
    kind: 'file',
    where: 'a file beside it that only you can read',
    against: 'other users, and backups without that file; not against programs of yours, or a copy of the whole disk',
  },
}

/** Where the key of a protection is, for people. */
export function whereKeyIs(protection: ProtectionName): string {
  return KEYS[protection].where
}

/** Says where the records are, and what that protects against. */
export function describeStore(folder: string, key: ProtectionName | undefined): StoreDescription {
  if (!key) return { kind: 'file', folder, text: `Nothing is kept in ${folder} yet.` }
  const { kind, where, against } = KEYS[key]
  return { kind, folder, key, text: `Encrypted in ${folder}, the key in ${where}. Protects against ${against}.` }
}

/** The description of a store that ends with its process. */
export const memoryDescription: StoreDescription = {
  kind: 'memory',
  text: 'In the memory of this process: it is gone when the process ends.',
}
