import { join } from 'node:path'
import type { StoreReader } from '@device-flow/session/encrypted'
import type { FileStoreOptions } from './file-store.ts'
import { untilAnswered } from './files/answering.ts'
import { checkFolder } from './files/check-folder.ts'
import { filesAtOnce } from './files/file-access.ts'
import { toStoreError } from './files/file-errors.ts'
import { fileNameOf } from './files/file-name.ts'
import { readNewest } from './files/read-newest.ts'
import type { Reading } from './files/read-newest.ts'

/**
 * Opens what {@link fileStore} keeps, for a program that starts often, reads once and ends. What writes, locks or watches is not loaded,
 * and each record is read at once: a program that does other things too would be held up.
 *
 * @param folder that of the store
 * @throws TypeError (it rejects with it) for what is no path
 * @throws SessionStoreError `unavailable` when the folder does not answer within 10 s, as on a network drive that is gone
 */
export async function openFileReader(folder: string, options: FileStoreOptions = {}): Promise<StoreReader> {
  checkFolder(folder, 'openFileReader')
  await untilAnswered(folder)
  return fileReader(folder, options)
}

/** Reads a folder that has answered. */
export function fileReader(folder: string, { onWarning: warn = () => {}, within }: FileStoreOptions): StoreReader {
  const reading: Reading = { files: filesAtOnce, root: within ?? folder, warn }

  return {
    async read(key) {
      const path = join(folder, fileNameOf(key))
      try {
        const value = await readNewest(path, reading)
        return value && { revision: value.revision, text: value.text }
      } catch (error) {
        throw toStoreError(error, path)
      }
    },
  }
}
