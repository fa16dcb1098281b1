import { randomUUID } from 'node:crypto'
import type { Keyring } from '../keyring/keyring.ts'
import { newKeyText } from './key-text.ts'
import { KEY_FILE, KEY_VARIABLE, KEYRING_ACCOUNT, keyInEnvironment, keyInFile, keyInKeyring } from './protection-key.ts'
import type { Settings } from './settings.ts'

/** One way to keep the key of the records. */
export interface Protection {
  /** The key. Rejects with a SessionStoreError: `keyLost` when there is none, `keyDenied` or `locked` when it cannot be had. */
  key(): Promise<Uint8Array>
  /** What tells the key that is there from another, without asking a keyring; undefined when there is none. */
  mark(): Promise<string | undefined>
  /** The key, made first when there never was one. */
  ensureKey(): Promise<Uint8Array>
  /** Makes another key, when the one from before is gone. Rejects with that where this is not ours to make. */
  replaceKey(): Promise<void>
}

/** Keeps the key in the keyring. Under which name there is a setting: two processes at once agree on one by it. */
export function keyringProtection(settings: Settings, keyring: Keyring): Protection {
  async function makeKey(): Promise<string> {
    const account = randomUUID()
    await keyring.write(account, newKeyText())
    return account
  }

  return {
    key: async () => keyInKeyring(await settings.read(KEYRING_ACCOUNT), keyring),
    mark: () => settings.read(KEYRING_ACCOUNT),
    async ensureKey() {
      const known = await settings.read(KEYRING_ACCOUNT)
      if (known !== undefined) return keyInKeyring(known, keyring)
      const made = await makeKey()
      const account = await settings.create(KEYRING_ACCOUNT, made)
      // Another process was quicker: its key it is.
      if (account !== made) await keyring.remove(made).catch(() => {})
      return keyInKeyring(account, keyring)
    },
    replaceKey: async () => settings.replace(KEYRING_ACCOUNT, await makeKey()),
  }
}

/** Keeps the key in a file beside the records. */
export function keyFileProtection(settings: Settings): Protection {
  return {
    key: async () => keyInFile(await settings.read(KEY_FILE)),
    mark: () => settings.read(KEY_FILE),
    ensureKey: async () =>
      keyInFile((await settings.read(KEY_FILE)) ?? (await settings.create(KEY_FILE, newKeyText()))),
    replaceKey: () => settings.replace(KEY_FILE, newKeyText()),
  }
}

/** Takes the key from the environment. */
export function environmentProtection(env: NodeJS.ProcessEnv): Protection {
  const key = async (): Promise<Uint8Array> => keyInEnvironment(env)
  return { key, mark: async () => KEY_VARIABLE, ensureKey: key, replaceKey: async () => void (await key()) }
}
