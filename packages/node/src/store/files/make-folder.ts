import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf, unless } from './file-errors.ts'

/**
 * Makes a folder for this user alone, with those above it that are missing. Not by `recursive: true`: where making a folder fails by
 * `ENOENT` though the one above it is there, as in `/proc`, Node tries for ever, and a thread is busy until the process ends.
 *
 * @throws Error (it rejects with it) that of the system call
 */
export async function makeFolder(path: string): Promise<void> {
  const above = dirname(path)
  const isMade = await makeOne(path, above !== path)
  if (isMade) return
  await makeFolder(above)
  await makeOne(path, false)
}

/** Resolves to false where one above it is missing, and there may be one. */
async function makeOne(path: string, mayMissAbove: boolean): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    if (mayMissAbove && codeOf(error) === 'ENOENT') return false
    // Of a folder that is there, systems say EEXIST, and of a root EPERM or EISDIR, too. A link may lead nowhere.
    const found = await unless(['ENOENT'], stat(path))
    if (!found?.isDirectory()) throw error
  }
  return true
}
