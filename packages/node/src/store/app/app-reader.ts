import { join } from 'node:path'
import { encryptedReader } from '@device-flow/session/encrypted'
import { fileReader } from '../file-reader.ts'
import { untilAnswered } from '../files/answering.ts'
import { filesAtOnce } from '../files/file-access.ts'
import { toStoreError } from '../files/file-errors.ts'
import { fileNameOf } from '../files/file-name.ts'
import { writeProblemIn } from '../files/write-problem.ts'
import { openKeyring } from '../keyring/keyring.ts'
import { resolveOptions } from './resolve-options.ts'
import type { AppReader, AppStoreOptions } from './app-store-types.ts'
import { chosenProtection, PROTECTION } from './chosen-protection.ts'
import type { ProtectionName } from './chosen-protection.ts'
import { heldBy } from './held-by.ts'
import { nodeAesGcm } from './node-aes-gcm.ts'
import { openedBy } from './opened-by.ts'
import { KEY_FILE, KEYRING_ACCOUNT, keyInEnvironment, keyInFile, keyInKeyring } from './protection-key.ts'
import { ifDamaged, ifLost } from './store-problem.ts'

const nothing = async (): Promise<undefined> => undefined

/**
 * Opens what {@link appStore} keeps, for a program that starts often, reads once and ends, such as one that prints a token. What writes,
 * locks or watches is not loaded, and each record is read at once: a program that does other things too would be held up.
 *
 * @param name that of the store, and its options
 * @throws SessionStoreError `unavailable` when the folder does not answer within 10 s, as on a network drive that is gone
 * @throws TypeError for a name that is no name of a folder, or a `store` that there is not
 * @throws SessionStoreError `unavailable` where `DEVICE_FLOW_HOME` is a relative path
 * @example
 * ```ts
 * import { openAppReader } from '@device-flow/node/store'
 * import { decodeRecord } from '@device-flow/session/record'
 *
 * const reader = await openAppReader('my-cli')
 * const kept = await reader.read('my session')
 * if (kept) console.log(decodeRecord(kept.text).signedIn?.tokens.claims?.sub)
 * ```
 */
export async function openAppReader(name: string, options: AppStoreOptions = {}): Promise<AppReader> {
  const { wanted, folder, env } = resolveOptions(name, options)
  const { onWarning } = options
  if (wanted === 'memory') return { read: nothing, protectionOf: nothing, writeProblem: nothing }
  await untilAnswered(folder)
  const settings = fileReader(join(folder, 'settings'), { onWarning, within: folder })
  const setting = async (key: string): Promise<string | undefined> => (await settings.read(key))?.text

  const keys: Record<ProtectionName, () => Promise<Uint8Array>> = {
    keyring: async () => keyInKeyring(await setting(KEYRING_ACCOUNT), openKeyring(name, env)),
    environment: async () => keyInEnvironment(env),
    keyFile: async () => keyInFile(await setting(KEY_FILE)),
  }
  const chosen = async (): Promise<ProtectionName | undefined> =>
    chosenProtection({ wanted, env }, await setting(PROTECTION).catch(ifDamaged))

  const places = { folder, wanted, files: filesAtOnce, chosen }

  async function placeOf(key: string): Promise<ProtectionName | undefined> {
    try {
      return await heldBy(key, places)
    } catch (error) {
      throw toStoreError(error, folder)
    }
  }

  return {
    async read(key) {
      const held = await placeOf(key)
      if (!held) return undefined
      const records = fileReader(join(folder, held), { onWarning, within: folder })
      return openedBy(held, env, encryptedReader(records, async () => nodeAesGcm(await keys[held]())).read(key))
    },
    protectionOf: (key) => placeOf(key).catch(ifLost),
    async writeProblem(key) {
      const held = await placeOf(key).catch(ifLost)
      return held && writeProblemIn(join(folder, held, fileNameOf(key)), filesAtOnce)
    },
  }
}
