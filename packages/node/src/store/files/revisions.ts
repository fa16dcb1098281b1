import { randomUUID } from 'node:crypto'
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { SessionStoreError } from '@device-flow/session/encrypted'
import type { FileAccess } from './file-access.ts'
import { unless } from './file-errors.ts'
import { makeFolder } from './make-folder.ts'
import { moveFolder } from './move-folder.ts'
import { syncFolder, writePrivateFile } from './private-files.ts'

// A folder for each key, and in it one for the newest revision, named by its number, with the record in it:
//
//   <key>/6/record.json      what is kept now
//   <key>/6/<random>/…       its successor, while somebody writes it
//   <key>/old-<random>/…     a revision that is being removed
//
// A successor is made inside the revision that it follows, and then moved up: rename(<key>/6/<random>, <key>/7). That is the
// compare-and-set. It fails when there is a 7 (a folder with something in it is never replaced), and when there is no 6 any more. Revisions
// are removed in order, and by their whole folder at once: whenever a 7 could be missing because it was removed, 6 was removed before, with
// all that was being written upon it. So whoever was stopped between any two steps finds no way to write over newer ones, however late; a
// process that is killed leaves nothing but a folder that goes with its revision. There is no lock to wait for, or to take over.

const RECORD = 'record.json'
const REVISION = /^(?:0|[1-9]\d*)$/
const OLD = 'old-'

/** Where the record of a revision is. */
export function recordFile(folder: string, revision: number): string {
  return join(folder, String(revision), RECORD)
}

/**
 * The newest revision in the folder of a key: 0 for none yet, undefined where there is no folder. -1 when it shows none: where revisions
 * come and go while the folder is read, it may be missed.
 */
export async function newestRevision(folder: string, files: Pick<FileAccess, 'readdir'>): Promise<number | undefined> {
  const names = await unless(['ENOENT'], files.readdir(folder))
  return names && Math.max(-1, ...revisionsIn(names))
}

/** Makes the folder of a key, with nothing stored. */
export async function createKeyFolder(folder: string): Promise<void> {
  if (await unless(['ENOENT'], lstat(folder))) return
  const parent = dirname(folder)
  await makeFolder(parent)
  // With its revision 0 at once: one that were added later could be added again after its end.
  const temporary = join(parent, `new-${randomUUID()}`)
  await makeFolder(join(temporary, '0'))
  if (!(await moveFolder(temporary, folder))) await rm(temporary, { recursive: true, force: true })
  await syncFolder(parent)
}

/** Writes the successor of a revision, durably. Resolves to false when it has one, or is gone. */
export async function writeSuccessor(folder: string, revision: number, text: string): Promise<boolean> {
  const draft = join(folder, String(revision), randomUUID())
  try {
    // Wherever something is missing on the way, the revision was removed.
    const written = await unless(['ENOENT'], writeDraft(draft, text))
    if (!written || !(await moveFolder(draft, join(folder, String(revision + 1))))) return false
    await syncFolder(folder)
  } finally {
    await rm(draft, { recursive: true, force: true }).catch(() => {})
  }
  // What is not removed now is removed with the next write.
  await removeBefore(folder, revision + 1).catch(() => {})
  return true
}

async function writeDraft(draft: string, text: string): Promise<true> {
  await mkdir(draft, { mode: 0o700 })
  await writePrivateFile(join(draft, RECORD), text)
  await syncFolder(draft)
  return true
}

async function removeBefore(folder: string, newest: number): Promise<void> {
  const names = await readdir(folder)
  const older = revisionsIn(names).filter((revision) => revision < newest)
  // In order, and not one before the one before it is gone: that is what the compare-and-set stands on.
  for (const revision of older.toSorted((a, b) => a - b)) {
    await unless(['ENOENT'], rename(join(folder, String(revision)), join(folder, OLD + randomUUID())))
  }
  const old = (await readdir(folder)).filter((name) => name.startsWith(OLD))
  await Promise.all(old.map((name) => rm(join(folder, name), { recursive: true, force: true })))
}

function revisionsIn(names: readonly string[]): number[] {
  return names.filter((name) => REVISION.test(name)).map(Number)
}

/** Moves the folder of a key to the place of another one. Does nothing where there is none to move. */
export async function replaceKeyFolder(from: string, to: string): Promise<void> {
  if ((await newestRevision(from, { readdir })) === undefined) return
  const old = join(dirname(to), OLD + randomUUID())
  await unless(['ENOENT'], rename(to, old))
  await moveFolder(from, to)
  await syncFolder(dirname(to))
  await rm(old, { recursive: true, force: true })
}

/** Says that the folder of a key holds nothing that can be read. */
export function damagedFolder(folder: string): SessionStoreError {
  return new SessionStoreError('damaged', `${folder} holds no record any more. Move it away, and sign in again.`)
}
