import type { ConditionalStore, Lock, SessionStoreError, StoreReader } from '@device-flow/session/encrypted'
import type { ProtectionName } from './chosen-protection.ts'
import type { StoreDescription } from './describe.ts'

/** The options of `appStore`. */
export interface AppStoreOptions {
  /**
   * Where the key of a new sign-in is kept. Default `auto`: `DEVICE_FLOW_KEY` when it is set; else what was chosen before; else the
   * keyring; else, where there is none, a file that only this user can read. A session that is kept already stays with its key; one of
   * another kind than is named here is not opened (`keyLost`).
   *
   * - `keyring` – in the platform's keyring, or nowhere
   * - `file` – in `DEVICE_FLOW_KEY`, or in a file beside the records
   * - `memory` – nothing is written: a session ends with its process
   */
  store?: 'auto' | 'keyring' | 'file' | 'memory' | undefined
  /** Where to keep, instead of the platform's folder for the state of this app. */
  folder?: string | undefined
  /** Told of what others could use, and is closed to them now, in a sentence for people. Default: nobody is told. */
  onWarning?: ((message: string) => void) | undefined
  /** Default: `process.env`. */
  env?: NodeJS.ProcessEnv | undefined
}

/** Where an app keeps its sessions. */
export interface AppStore extends ConditionalStore {
  readonly kind: StoreDescription['kind']
  readonly lock: Lock
  watch(key: string, listener: () => void): () => void
  /**
   * Lists the keys under which something is kept.
   *
   * @throws SessionStoreError when the folder cannot be read
   */
  keys(): Promise<string[]>
  /**
   * Makes sure that a session can be kept here, before anybody is asked to sign in: writes, reads and removes an item in the keyring, and a
   * file; chooses where to keep and remembers that; makes another key when that from before is gone. Takes some seconds at most.
   *
   * @throws SessionStoreError which says why it cannot, and what to do: `unavailable` where a keyring is absent or hung, `locked`,
   *   `keyDenied`, `keyLost`, `denied`, `full`
   */
  probe(): Promise<void>
  /**
   * Says where what is stored under the key is kept, or without that a new sign-in, and what that protects against. Asks no keyring.
   *
   * @throws SessionStoreError when the folder cannot be read
   */
  describe(key?: string): Promise<StoreDescription>
  /**
   * Tells where the key is of what is stored under this one. Undefined when nothing is, or only a store of another kind has it.
   *
   * @throws SessionStoreError when the folder cannot be read
   */
  protectionOf(key: string): Promise<ProtectionName | undefined>
  /**
   * Tells what keeps what is stored under the key from being replaced, and a session so from being renewed: a folder that can only be read.
   * Undefined where nothing is known to; a disk without room shows when it is written to.
   *
   * @throws SessionStoreError when the folder cannot be read
   */
  writeProblem(key: string): Promise<SessionStoreError | undefined>
  /**
   * Moves what is stored under the key, and cannot be opened any more, out of the way, and makes a new key when the old one is gone: for a
   * person who signs in again. Deletes nothing, and moves nothing that a keyring only does not open now, or that a store of another kind
   * keeps.
   *
   * @throws SessionStoreError when it cannot be moved
   */
  setAside(key: string): Promise<void>
}

/** Reads what an {@link AppStore} keeps. */
export type AppReader = StoreReader & Pick<AppStore, 'protectionOf' | 'writeProblem'>
