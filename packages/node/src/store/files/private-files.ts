import { constants } from 'node:fs'
import type { Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import { SessionStoreError } from '@device-flow/session/encrypted'
import type { Closing } from './close-to-others.ts'
import type { FileAccess } from './file-access.ts'

/** How files are looked at. */
export interface PrivateAccess {
  files: FileAccess
  closing: Pick<Closing, 'close'>
}

const LARGEST_FILE = 16 * 1024 * 1024
const isWindows = process.platform === 'win32'
// Windows has neither. A pipe in the place of the file would be waited for.
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** Writes a new file that nobody else can read from its first byte on, and that is on the disk when this resolves. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Reads a file that is ours alone. One that others can read is closed to them; one of somebody else is refused. */
export async function readPrivateFile(path: string, { files, closing }: PrivateAccess): Promise<string> {
  const file = await files.open(path, READ)
  try {
    const stats = await file.stat()
    if (!stats.isFile() || stats.size > LARGEST_FILE) {
      throw new SessionStoreError('damaged', `${path} is no file of ours. Move it away, and sign in again.`)
    }
    checkOwner(stats, path)
    await closing.close(path, stats, (mode) => file.chmod(mode))
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

/** Refuses what is no folder of ours, a link included: what is written there would land elsewhere. Others are kept out of it. */
export async function checkPrivateFolder(path: string, { files, closing }: PrivateAccess): Promise<void> {
  const stats = await files.lstat(path)
  if (!stats.isDirectory()) {
    const what = stats.isSymbolicLink() ? 'a symbolic link' : 'no folder'
    throw new SessionStoreError('denied', `${path} is ${what}. Move it away: a folder of this store belongs there.`)
  }
  checkOwner(stats, path)
  await closing.close(path, stats)
}

/** Makes the names in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders, and writes their names down by itself.
  if (isWindows) return
  const folder = await open(path, constants.O_RDONLY)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function checkOwner({ uid }: Stats, path: string): void {
  const own = process.getuid?.()
  if (own === undefined || uid === own) return
  throw new SessionStoreError(
    'denied',
    `${path} belongs to another user (${uid}, and this one is ${own}). Keep sessions in a folder of your own.`,
  )
}
