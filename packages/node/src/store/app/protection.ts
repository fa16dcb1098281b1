import { randomUUID } from 'node:crypto'
import { SessionStoreError } from '@device-flow/session/encrypted'
import { KeyringError } from '../keyring/keyring-problem.ts'
import type { Keyring } from '../keyring/keyring.ts'
import { newKeyText, parseKeyText } from './key-text.ts'
import type { Settings } from './settings.ts'

/** Where the key is that the records are encrypted with. */
export type ProtectionName = 'keyring' | 'environment' | 'keyFile'

/** The variable with the key, for machines without a keyring. */
export const KEY_VARIABLE = 'DEVICE_FLOW_KEY'

/** One way to keep the key of the records. */
export interface Protection {
  /** The key. Rejects with a SessionStoreError: `keyLost` when there is none, `keyDenied` or `locked` when it cannot be had. */
  key(): Promise<Uint8Array>
  /** The key, made first when there never was one. */
  ensureKey(): Promise<Uint8Array>
  /** Makes another key, when the one from before is gone. Rejects with that where this is not ours to make. */
  replaceKey(): Promise<void>
}

/** Keeps the key in the keyring. Under which name there is a setting: two processes at once agree on one by it. */
export function keyringProtection(settings: Settings, keyring: Keyring): Protection {
  const SETTING = 'keyring account'

  async function keyAt(account: string): Promise<Uint8Array> {
    const text = await keyring.read(account).catch((error: unknown) => {
      throw error instanceof KeyringError && error.state !== 'locked' ? keyNotGiven(error) : error
    })
    if (text === undefined)
      throw keyLost('The key of these sessions was in the keyring, and is there no more. Sign in again.')
    return parseKeyText(text, 'The item in the keyring')
  }

  async function makeKey(): Promise<string> {
    const account = randomUUID()
    await keyring.write(account, newKeyText())
    return account
  }

  return {
    async key() {
      const account = await settings.read(SETTING)
      if (account === undefined)
        throw keyLost('It is not known under which name the key of these sessions is kept. Sign in again.')
      return keyAt(account)
    },
    async ensureKey() {
      const known = await settings.read(SETTING)
      if (known !== undefined) return keyAt(known)
      const made = await makeKey()
      const account = await settings.create(SETTING, made)
      // Another process was quicker: its key it is.
      if (account !== made) await keyring.remove(made).catch(() => {})
      return keyAt(account)
    },
    replaceKey: async () => settings.replace(SETTING, await makeKey()),
  }
}

/** Keeps the key in a file beside the records. */
export function keyFileProtection(settings: Settings): Protection {
  const SETTING = 'key'
  const FILE = 'The key file'
  return {
    async key() {
      const text = await settings.read(SETTING)
      if (text === undefined) throw keyLost('The file with the key of these sessions is gone. Sign in again.')
      return parseKeyText(text, FILE)
    },
    async ensureKey() {
      const text = (await settings.read(SETTING)) ?? (await settings.create(SETTING, newKeyText()))
      return parseKeyText(text, FILE)
    },
    replaceKey: () => settings.replace(SETTING, newKeyText()),
  }
}

/** Takes the key from the environment. */
export function environmentProtection(env: NodeJS.ProcessEnv): Protection {
  async function key(): Promise<Uint8Array> {
    const text = env[KEY_VARIABLE]
    if (!text) {
      throw keyLost(
        `The key of these sessions was in ${KEY_VARIABLE}. Set that, or sign in anew with the option store: 'file'.`,
      )
    }
    return parseKeyText(text, KEY_VARIABLE)
  }
  return { key, ensureKey: key, replaceKey: async () => void (await key()) }
}

function keyLost(message: string): SessionStoreError {
  return new SessionStoreError('keyLost', message)
}

function keyNotGiven(error: KeyringError): SessionStoreError {
  return new SessionStoreError('keyDenied', `The key of these sessions is in the keyring. ${error.message}`, {
    cause: error,
  })
}
