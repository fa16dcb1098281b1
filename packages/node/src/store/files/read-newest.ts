import { dirname } from 'node:path'
import type { StoredValue } from '@device-flow/session/encrypted'
import { closingIn } from './close-to-others.ts'
import type { FileAccess } from './file-access.ts'
import { unless } from './file-errors.ts'
import { checkPrivateFolder, readPrivateFile } from './private-files.ts'
import { parseRecordFile } from './record-file.ts'
import { damagedFolder, newestRevision, recordFile } from './revisions.ts'

/** How a store is read. */
export interface Reading {
  files: FileAccess
  /** The folder of all that belongs together: that of the app, or of the store itself. */
  root: string
  /** Told of what others could use, in a sentence for people. */
  warn(message: string): void
}

/** A record with the key that it was written under. */
type StoredRecord = StoredValue & { key: string }

/** How often a record may be replaced while it is read. */
const MOST_READS = 100

/** Reads the newest revision of a key; undefined where nothing is stored. What others could use on the way is closed to them. */
export async function readNewest(folder: string, { files, root, warn }: Reading): Promise<StoredRecord | undefined> {
  const closing = closingIn(root, files, warn)
  try {
    for (let reads = 0; reads < MOST_READS; reads++) {
      const revision = await newestRevision(folder, files)
      if (revision === undefined || revision === 0) return undefined
      const path = recordFile(folder, revision)
      // Missing when it is being replaced: then there is a newer one.
      const content = await unless(['ENOENT'], readPrivateFile(path, { files, closing }))
      if (content === undefined) continue
      await checkPrivateFolder(folder, { files, closing })
      await unless(['ENOENT'], checkPrivateFolder(dirname(path), { files, closing }))
      await closing.closeToWriting(dirname(folder))
      await closing.closeToWriting(root)
      const value = parseRecordFile(content, path)
      if (value.revision !== revision) throw damagedFolder(folder)
      return value
    }
    throw damagedFolder(folder)
  } finally {
    await closing.finish()
  }
}
