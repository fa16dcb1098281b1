import { constants } from 'node:fs'
import type { Stats } from 'node:fs'
import { open } from 'node:fs/promises'
import { SessionStoreError } from '@device-flow/session/encrypted'
import type { FileAccess } from './file-access.ts'

/** Told of what was repaired, in a sentence for people. */
type Warn = (message: string) => void

/** How a store is read. */
export interface Reading {
  files: FileAccess
  /** Told of what was repaired meanwhile. */
  warn: Warn
}

const OTHERS = 0o077
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

/** Reads a file that is ours alone. One that others can read is repaired, with a warning; one of somebody else is refused. */
export async function readPrivateFile(path: string, { files, warn }: Reading): Promise<string> {
  const file = await files.open(path, READ)
  try {
    const stats = await file.stat()
    if (!stats.isFile() || stats.size > LARGEST_FILE) {
      throw new SessionStoreError('damaged', `${path} is no file of ours. Move it away, and sign in again.`)
    }
    checkOwner(stats, path)
    await repairMode(stats, path, 0o600, (mode) => file.chmod(mode), warn)
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

/** Refuses what is no folder of ours, a link included: what is written there would land elsewhere. Others are kept out of it. */
export async function checkPrivateFolder(path: string, { files, warn }: Reading): Promise<void> {
  const stats = await files.lstat(path)
  if (!stats.isDirectory()) {
    const what = stats.isSymbolicLink() ? 'a symbolic link' : 'no folder'
    throw new SessionStoreError('denied', `${path} is ${what}. Move it away: a folder of this store belongs there.`)
  }
  checkOwner(stats, path)
  await repairMode(stats, path, 0o700, (mode) => files.chmod(path, mode), warn)
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

async function repairMode(
  stats: Stats,
  path: string,
  mode: number,
  repair: (mode: number) => Promise<void>,
  warn: Warn,
): Promise<void> {
  if (isWindows || (stats.mode & OTHERS) === 0) return
  const was = (stats.mode & 0o777).toString(8)
  try {
    await repair(mode)
    warn(`${path} was open to other users (mode ${was}); now it is not (${mode.toString(8)}).`)
  } catch {
    warn(`${path} is open to other users (mode ${was}), and that cannot be changed here.`)
  }
}
