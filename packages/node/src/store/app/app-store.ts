import { randomUUID } from 'node:crypto'
import { mkdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { encryptedStore, SessionStoreError } from '@device-flow/session/encrypted'
import type { ConditionalStore, StoreProblem } from '@device-flow/session/encrypted'
import { fileStore } from '../file-store.ts'
import { toStoreError } from '../files/file-errors.ts'
import { writePrivateFile } from '../files/private-files.ts'
import { openKeyring } from '../keyring/keyring.ts'
import { fileLock } from '../lock/file-lock.ts'
import type { AppStore, AppStoreOptions } from './app-store-types.ts'
import { resolveOptions } from './resolve-options.ts'
import { createChoice } from './choice.ts'
import type { ProtectionName } from './chosen-protection.ts'
import { describeStore } from './describe.ts'
import { memoryAppStore } from './memory-app-store.ts'
import { nodeAesGcm } from './node-aes-gcm.ts'
import { environmentProtection, keyFileProtection, keyringProtection } from './protection.ts'
import { settingsIn } from './settings.ts'

/** Of a record that nobody can read here any more. With others it can be read again, once a keyring is unlocked, say. */
const UNREADABLE: ReadonlySet<StoreProblem> = new Set(['damaged', 'otherVersion', 'keyLost'])
const NAMES: readonly ProtectionName[] = ['keyring', 'environment', 'keyFile']

/**
 * Creates the store for the sessions of one app: an encrypted record in the platform's folder for state, which `DEVICE_FLOW_HOME`
 * overrides, and its key in the keyring; see {@link AppStoreOptions}. Nothing is read, made or asked before it is used. What was chosen
 * once is kept to: a keyring that is gone is an error, never a reason to use less.
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
  const { wanted, folder, env } = resolveOptions(name, options)
  const { onWarning } = options
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
      return [
        protection,
        encryptedStore(filesOf(protection), async (use) => nodeAesGcm(await (use === 'write' ? ensureKey() : key()))),
      ]
    }),
  ) as Record<ProtectionName, ConditionalStore>
  const choice = createChoice({ wanted, env, settings, keyring })

  return {
    writers: 'many',
    lock: fileLock(join(folder, 'locks')),
    get kind() {
      return choice.last() === 'keyring' ? 'keyring' : 'file'
    },
    async read(key) {
      const protection = await choice.now()
      return protection && places[protection].read(key)
    },
    async writeIf(key, revision, next) {
      return places[await choice.made()].writeIf(key, revision, next)
    },
    watch(key, listener) {
      const stops = NAMES.map((protection) => filesOf(protection).watch(key, listener))
      return () => stops.forEach((stop) => stop())
    },
    async keys() {
      const protection = await choice.now()
      return protection ? filesOf(protection).keys() : []
    },
    async probe() {
      if ((await choice.now()) === 'keyring') await keyring.probe()
      await probeFolder(folder)
      const protection = protections[await choice.madeAnew()]
      const problem = await problemOf(protection.ensureKey())
      if (problem?.problem === 'keyLost') await protection.replaceKey()
      else if (problem) throw problem
    },
    async describe() {
      const protection = await choice.now()
      return describeStore(folder, protection)
    },
    async setAside(key) {
      const protection = await choice.now()
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
