import { SessionStoreError } from '@device-flow/session/encrypted'
import { KeyringError } from '../keyring/keyring-problem.ts'
import type { Keyring } from '../keyring/keyring.ts'
import { parseKeyText } from './key-text.ts'

// How the key of the records is had, by each protection, where there is one. Each rejects with a SessionStoreError: `keyLost` when there is
// none, `keyDenied` or `locked` when it cannot be had. To make one is in protection.ts.

/** The variable with the key, for machines without a keyring. */
export const KEY_VARIABLE = 'DEVICE_FLOW_KEY'
/** The setting with the name of the item in the keyring. */
export const KEYRING_ACCOUNT = 'keyring account'
/** The setting that is the key file. */
export const KEY_FILE = 'key'

/** Takes the key from the keyring; `account` is the name of its item. */
export async function keyInKeyring(account: string | undefined, keyring: Pick<Keyring, 'read'>): Promise<Uint8Array> {
  if (account === undefined)
    throw keyLost('It is not known under which name the key of these sessions is kept. Sign in again.')
  const text = await keyring.read(account).catch((error: unknown) => {
    throw error instanceof KeyringError && error.state !== 'locked' ? keyNotGiven(error) : error
  })
  if (text === undefined)
    throw keyLost('The key of these sessions was in the keyring, and is there no more. Sign in again.')
  return parseKeyText(text, 'The item in the keyring')
}

/** Takes the key from the text of the key file. */
export function keyInFile(text: string | undefined): Uint8Array {
  if (text === undefined) throw keyLost('The file with the key of these sessions is gone. Sign in again.')
  return parseKeyText(text, 'The key file')
}

/** Takes the key from the environment. */
export function keyInEnvironment(env: NodeJS.ProcessEnv): Uint8Array {
  const text = env[KEY_VARIABLE]
  if (!text) {
    throw keyLost(
      `The key of these sessions is in ${KEY_VARIABLE}, which is not set. Set it, or sign in anew with the option store: 'file'.`,
    )
  }
  return parseKeyText(text, KEY_VARIABLE)
}

function keyLost(message: string): SessionStoreError {
  return new SessionStoreError('keyLost', message)
}

function keyNotGiven(error: KeyringError): SessionStoreError {
  return new SessionStoreError('keyDenied', `The key of these sessions is in the keyring. ${error.message}`, {
    cause: error,
  })
}
