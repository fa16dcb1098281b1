import { randomUUID } from 'node:crypto'
import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileStore } from '../file-store.ts'
import { toStoreError } from '../files/file-errors.ts'
import { makeFolder } from '../files/make-folder.ts'
import { writePrivateFile } from '../files/private-files.ts'
import { openKeyring } from '../keyring/keyring.ts'
import { fileLock } from '../lock/file-lock.ts'
import { agreeOn } from './agree-on.ts'
import { appRecords } from './app-records.ts'
import type { AppStore, AppStoreOptions } from './app-store-types.ts'
import { createChoice } from './choice.ts'
import { memoryAppStore } from './memory-app-store.ts'
import { environmentProtection, keyFileProtection, keyringProtection } from './protection.ts'
import { resolveOptions } from './resolve-options.ts'
import { settingsIn } from './settings.ts'
import { isKeyGone, problemOf } from './store-problem.ts'

/**
 * Creates the store for the sessions of one app: an encrypted record in the platform's folder for state, which `DEVICE_FLOW_HOME`
 * overrides, and its key in the keyring; see {@link AppStoreOptions}. Nothing is read, made or asked before it is used. What was chosen
 * once is kept to: a keyring that is gone is an error, never a reason to use less. A session is read with the key that it was written with,
 * whatever is set now; that decides for a new sign-in.
 *
 * @param name of the app, such as `my-cli`: its folder, and its items in the keyring
 * @throws TypeError for a name that is no name of a folder, or a `store` that there is not
 * @throws SessionStoreError `unavailable` where `DEVICE_FLOW_HOME` is a relative path
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

  const settings = settingsIn(fileStore(join(folder, 'settings'), { onWarning, within: folder }))
  const keyring = openKeyring(name, env)
  const protections = {
    keyring: keyringProtection(settings, keyring),
    environment: environmentProtection(env),
    keyFile: keyFileProtection(settings),
  }
  const choice = createChoice({ wanted, env, settings, keyring })
  const lock = fileLock(join(folder, 'locks'))

  return {
    writers: 'many',
    lock,
    get kind() {
      return choice.last() === 'keyring' ? 'keyring' : 'file'
    },
    ...appRecords({ wanted, env, folder, onWarning, protections, choice, lock }),
    async probe() {
      if ((await choice.now()) === 'keyring') await keyring.probe()
      const chosen = await choice.next()
      await probeFolder(folder)
      const problem = await problemOf(protections[chosen].ensureKey())
      if (isKeyGone(problem)) await protections[chosen].replaceKey()
      else if (problem) throw problem
      await choice.replace(await agreeOn(chosen, choice, protections))
    },
  }
}

async function probeFolder(folder: string): Promise<void> {
  const path = join(folder, `probe-${randomUUID()}`)
  try {
    await makeFolder(folder)
    await writePrivateFile(path, path)
  } catch (error) {
    throw toStoreError(error, folder)
  } finally {
    await unlink(path).catch(() => {})
  }
}
