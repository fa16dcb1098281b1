import { randomUUID } from 'node:crypto'
import { mkdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { encryptedStore, SessionStoreError } from '@device-flow/session/encrypted'
import type { ConditionalStore, Lock, StoreProblem } from '@device-flow/session/encrypted'
import { fileStore } from '../file-store.ts'
import { toStoreError } from '../files/file-errors.ts'
import { writePrivateFile } from '../files/private-files.ts'
import { KeyringError } from '../keyring/keyring-problem.ts'
import { openKeyring } from '../keyring/keyring.ts'
import { fileLock } from '../lock/file-lock.ts'
import { describeStore } from './describe.ts'
import type { StoreDescription } from './describe.ts'
import { memoryAppStore } from './memory-app-store.ts'
import { environmentProtection, keyFileProtection, keyringProtection, KEY_VARIABLE } from './protection.ts'
import type { ProtectionName } from './protection.ts'
import { settingsIn } from './settings.ts'
import { stateFolder } from './state-folder.ts'

/** The options of {@link appStore}. */
export interface AppStoreOptions {
  /**
   * Where the key of the records is kept. Default `auto`: `DEVICE_FLOW_KEY` when it is set; else what was chosen before; else the keyring;
   * else, where there is none, a file that only this user can read.
   *
   * - `keyring` – in the platform's keyring, or nowhere
   * - `file` – in `DEVICE_FLOW_KEY`, or in a file beside the records
   * - `memory` – nothing is written: a session ends with its process
   */
  store?: 'auto' | 'keyring' | 'file' | 'memory' | undefined
  /** Where to keep, instead of the platform's folder for the state of this app. */
  folder?: string | undefined
  /** Told of what was repaired, in a sentence for people: a file that others could read. Default: nobody is told. */
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
   * Says where sessions are kept, and what that protects against. Asks no keyring.
   *
   * @throws SessionStoreError when the folder cannot be read
   */
  describe(): Promise<StoreDescription>
  /**
   * Moves what is stored under the key, and cannot be opened any more, out of the way, and makes a new key when the old one is gone: for a
   * person who signs in again. Deletes nothing, and moves nothing that a keyring only does not open now.
   *
   * @throws SessionStoreError when it cannot be moved
   */
  setAside(key: string): Promise<void>
}

const CHOICE = 'protection'
/** Of a record that nobody can read here any more. With others it can be read again, once a keyring is unlocked, say. */
const UNREADABLE: ReadonlySet<StoreProblem> = new Set(['damaged', 'otherVersion', 'keyLost'])
const NAMES: readonly ProtectionName[] = ['keyring', 'environment', 'keyFile']

/**
 * Creates the store for the sessions of one app: an encrypted record in the platform's folder for state, which `DEVICE_FLOW_HOME` overrides,
 * and its key in the keyring; see {@link AppStoreOptions}. Nothing is read, made or asked before it is used. What was chosen once is kept to:
 * a keyring that is gone is an error, never a reason to use less.
 *
 * @param name of the app, such as `my-cli`: its folder, and its items in the keyring
 * @throws TypeError for a name that is no name of a folder, or a `store` that there is not
 * @example
 * ```ts
 * import { appStore } from '@device-flow/node/store'
 *
 * const store = appStore('my-cli', { onWarning: console.warn })
 * await store.probe()
 * console.log((await store.describe()).text)
 * ```
 */
export function appStore(name: string, options: AppStoreOptions = {}): AppStore {
  const { store: wanted = 'auto', env = process.env, onWarning } = options
  const folder = options.folder ?? stateFolder(name, env)
  if (!['auto', 'keyring', 'file', 'memory'].includes(wanted)) {
    throw new TypeError(`appStore: store must be auto, keyring, file or memory, and is ${JSON.stringify(wanted)}`)
  }
  if (wanted === 'memory') return memoryAppStore()

  const settings = settingsIn(fileStore(join(folder, 'settings'), { onWarning }))
  const keyring = openKeyring(name, env)
  const protections = {
    keyring: keyringProtection(settings, keyring),
    environment: environmentProtection(env),
    keyFile: keyFileProtection(settings),
  }
  const folderOf = (protection: ProtectionName): string => join(folder, protection)
  const filesOf = (protection: ProtectionName) => fileStore(folderOf(protection), { onWarning })
  const places = Object.fromEntries(
    NAMES.map((protection) => {
      const { key, ensureKey } = protections[protection]
      return [protection, encryptedStore(filesOf(protection), (use) => (use === 'write' ? ensureKey() : key()))]
    }),
  ) as Record<ProtectionName, ConditionalStore>
  let kind: StoreDescription['kind'] = wanted === 'keyring' ? 'keyring' : 'file'

  /** What was asked for, or chosen before. Undefined when nothing was: then nothing is kept. */
  async function chosen(): Promise<ProtectionName | undefined> {
    const remembered = (await settings.read(CHOICE)) as ProtectionName | undefined
    const name = choose(remembered)
    if (name) kind = name === 'keyring' ? 'keyring' : 'file'
    return name
  }

  function choose(remembered: ProtectionName | undefined): ProtectionName | undefined {
    if (wanted === 'keyring') return 'keyring'
    if (env[KEY_VARIABLE]) return 'environment'
    // With the variable gone, what it opens is not signed out: its key is lost.
    if (wanted === 'auto' || remembered === 'environment') return remembered
    return 'keyFile'
  }

  /** For a person who signs in: whoever names a file gets one. */
  async function chooseAnew(): Promise<ProtectionName> {
    if (wanted !== 'file' || env[KEY_VARIABLE]) return choice()
    await settings.replace(CHOICE, 'keyFile')
    return choice()
  }

  /** The same, chosen now if it was not before, and remembered. */
  async function choice(): Promise<ProtectionName> {
    const before = await chosen()
    if (before) {
      await settings.replace(CHOICE, before)
      return before
    }
    const now = (await hasKeyring()) ? 'keyring' : 'keyFile'
    // Another process may have chosen meanwhile.
    await settings.create(CHOICE, now)
    return (await chosen()) ?? now
  }

  /** Only where there is none is a file the choice: one that is locked, or hangs, is for a person to see to. */
  async function hasKeyring(): Promise<boolean> {
    try {
      await keyring.probe()
      return true
    } catch (error) {
      if (error instanceof KeyringError && error.state === 'absent') return false
      throw error
    }
  }

  return {
    writers: 'many',
    lock: fileLock(join(folder, 'locks')),
    get kind() {
      return kind
    },
    async read(key) {
      const protection = await chosen()
      return protection && places[protection].read(key)
    },
    async writeIf(key, revision, next) {
      return places[await choice()].writeIf(key, revision, next)
    },
    watch(key, listener) {
      const stops = NAMES.map((protection) => filesOf(protection).watch(key, listener))
      return () => stops.forEach((stop) => stop())
    },
    async keys() {
      const protection = await chosen()
      return protection ? filesOf(protection).keys() : []
    },
    async probe() {
      if ((await chosen()) === 'keyring') await keyring.probe()
      await probeFolder(folder)
      const protection = protections[await chooseAnew()]
      const problem = await problemOf(protection.ensureKey())
      if (problem?.problem === 'keyLost') await protection.replaceKey()
      else if (problem) throw problem
    },
    async describe() {
      const protection = await chosen()
      return describeStore(folder, protection)
    },
    async setAside(key) {
      const protection = await chosen()
      if (!protection) return
      const problem = await problemOf(places[protection].read(key))
      if (!problem) return
      if (!UNREADABLE.has(problem.problem)) throw problem
      await filesOf(protection).setAside(key)
      if ((await problemOf(protections[protection].key()))?.problem === 'keyLost') {
        await protections[protection].replaceKey()
      }
    },
  }
}

async function problemOf(work: Promise<unknown>): Promise<SessionStoreError | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (error instanceof SessionStoreError) return error
    throw error
  }
}

async function probeFolder(folder: string): Promise<void> {
  const path = join(folder, `probe-${randomUUID()}`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writePrivateFile(path, path)
  } catch (error) {
    throw toStoreError(error, folder)
  } finally {
    await unlink(path).catch(() => {})
  }
}
