import { constants } from 'node:fs'
import { join } from 'node:path'
import type { SessionStoreError } from '@device-flow/session/encrypted'
import type { FileAccess } from './file-access.ts'
import { codeOf, toStoreError } from './file-errors.ts'
import { newestRevision } from './revisions.ts'

/** What the system says of a folder that this user may read, and not change. */
const READ_ONLY: ReadonlySet<string | undefined> = new Set(['EACCES', 'EPERM', 'EROFS'])

const NO_ROOM = Object.assign(new Error('no room left'), { code: 'ENOSPC' })

/** What keeps anybody from writing to the folder of a key what follows its newest revision. Undefined where nothing is known to. */
export async function writeProblemIn(
  folder: string,
  files: Pick<FileAccess, 'readdir' | 'access' | 'statfs'>,
): Promise<SessionStoreError | undefined> {
  try {
    // A successor is made in the one, and moved up to the other.
    for (const path of [folder, join(folder, String(await newestRevision(folder, files)))]) {
      await files.access(path, constants.W_OK)
    }
    const { blocks, bavail } = await files.statfs(folder)
    // Some file systems count no blocks at all.
    if (blocks > 0 && bavail === 0) return toStoreError(NO_ROOM, folder)
  } catch (error) {
    // What is replaced at this moment is missing, and is being written.
    if (READ_ONLY.has(codeOf(error))) return toStoreError(error, folder)
  }
  return undefined
}
