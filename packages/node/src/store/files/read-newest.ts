import type { StoredValue } from '@device-flow/session/encrypted'
import { unless } from './file-errors.ts'
import { checkPrivateFolder, readPrivateFile } from './private-files.ts'
import type { Reading } from './private-files.ts'
import { parseRecordFile } from './record-file.ts'
import { damagedFolder, newestRevision, recordFile } from './revisions.ts'

/** How often a record may be replaced while it is read. */
const MOST_READS = 100

/** Reads the newest revision in the folder of a key; undefined where nothing is stored. */
export async function readNewest(
  folder: string,
  reading: Reading,
): Promise<(StoredValue & { key: string }) | undefined> {
  for (let reads = 0; reads < MOST_READS; reads++) {
    const revision = await newestRevision(folder, reading.files)
    if (revision === undefined || revision === 0) return undefined
    const path = recordFile(folder, revision)
    // Missing when it is being replaced: then there is a newer one.
    const content = await unless(['ENOENT'], readPrivateFile(path, reading))
    if (content === undefined) continue
    await checkPrivateFolder(folder, reading)
    const value = parseRecordFile(content, path)
    if (value.revision !== revision) throw damagedFolder(folder)
    return value
  }
  throw damagedFolder(folder)
}
