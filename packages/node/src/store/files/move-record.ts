import { randomUUID } from 'node:crypto'
import { readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { unless } from './file-errors.ts'
import { makeFolder } from './make-folder.ts'
import { moveFolder } from './move-folder.ts'
import { syncFolder, writePrivateFile } from './private-files.ts'
import { newestRevision, recordFile } from './revisions.ts'

/**
 * Writes the successor of a revision to the folder of another key, and removes the one that it follows, with its folder. Resolves to false
 * when that has a successor already, or is gone. A process that dies in between leaves neither.
 */
export async function moveRecord(from: string, to: string, revision: number, text: string): Promise<boolean> {
  const draft = join(dirname(to), `new-${randomUUID()}`)
  try {
    const record = recordFile(draft, revision + 1)
    await makeFolder(dirname(record))
    await writePrivateFile(record, text)
    await syncFolder(dirname(record))
    await syncFolder(draft)
    if (!(await removeIfNewest(from, revision)) || !(await moveFolder(draft, to))) return false
    await syncFolder(dirname(to))
    return true
  } finally {
    await rm(draft, { recursive: true, force: true }).catch(() => {})
  }
}

/**
 * Removes what is kept under a key, if it is of this revision. Resolves to false when it is not. The successor of a revision is made inside
 * it (see revisions.ts): once it is moved away, nobody can write upon it any more.
 */
export async function removeIfNewest(folder: string, revision: number): Promise<boolean> {
  const old = join(folder, `old-${randomUUID()}`)
  if (!(await moveFolder(join(folder, String(revision)), old))) return false
  if ((await newestRevision(folder, { readdir })) !== -1) {
    await rm(old, { recursive: true, force: true }).catch(() => {})
    return false
  }
  const gone = join(dirname(folder), `old-${randomUUID()}`)
  await unless(['ENOENT'], rename(folder, gone))
  await syncFolder(dirname(folder))
  await rm(gone, { recursive: true, force: true }).catch(() => {})
  return true
}
