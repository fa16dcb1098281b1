import type { Stats } from 'node:fs'
import { join } from 'node:path'
import type { FileAccess } from './file-access.ts'
import { unless } from './file-errors.ts'

const OTHERS = 0o077
const OTHERS_WRITE = 0o022
/** As of /tmp: others may write there, and not remove what is ours. */
const STICKY = 0o1000
/** What stores make in the folder of an app, and in their own: nothing else that is there is ours to close. */
const OURS = /^(?:settings|sessions|locks|keyring|environment|keyFile|.*[0-9a-f]{12})$/
const isWindows = process.platform === 'win32'

/** What of a store was open to others while it was read. */
export interface Closing {
  /** Closes a file or folder that only this user should use. */
  close(path: string, stats: Stats, chmod?: (mode: number) => Promise<void>): Promise<void>
  /** Closes a folder that others may look into, and not write: what is in it is closed itself. */
  closeToWriting(path: string): Promise<void>
  /** Closes the rest, where anything was open, and tells of all of it in one sentence. */
  finish(): Promise<void>
}

/**
 * Begins to look for what others can use. One mode that is wrong seldom comes alone: `chmod -R` reaches all.
 *
 * @param root the folder of all that belongs together
 * @param warn told of what was open, in a sentence for people
 */
export function closingIn(root: string, files: FileAccess, warn: (message: string) => void): Closing {
  let closed = 0
  const stuck = new Set<string>()
  let couldWrite = false

  async function close(
    path: string,
    { mode }: Stats,
    chmod = (next: number) => files.chmod(path, next),
  ): Promise<void> {
    if (isWindows || (mode & OTHERS) === 0) return
    couldWrite ||= (mode & OTHERS_WRITE) !== 0
    try {
      await chmod(mode & 0o700)
      closed++
    } catch {
      stuck.add(path)
    }
  }

  async function closeToWriting(path: string): Promise<void> {
    const stats = await unless(['ENOENT'], files.lstat(path))
    if (stats?.isDirectory() && (stats.mode & OTHERS_WRITE) !== 0 && (stats.mode & STICKY) === 0)
      await close(path, stats)
  }

  async function closeAll(path: string): Promise<void> {
    const stats = await files.lstat(path)
    if (stats.isSymbolicLink()) return
    await close(path, stats)
    if (stats.isDirectory()) await closeIn(path, await files.readdir(path))
  }

  /** Others may remove at any moment what is being closed. */
  async function closeIn(folder: string, names: readonly string[]): Promise<void> {
    for (const name of names) await closeAll(join(folder, name)).catch(() => {})
  }

  return {
    close,
    closeToWriting,
    async finish() {
      if (closed + stuck.size === 0) return
      const names = await files.readdir(root).catch(() => [])
      await closeIn(
        root,
        names.filter((name) => OURS.test(name)),
      )
      if (closed > 0) warn(wordsFor(root, closed, couldWrite))
      if (stuck.size > 0)
        warn(`In ${root}, ${countOf(stuck.size)} open to other users, and that cannot be changed here.`)
    },
  }
}

function wordsFor(root: string, closed: number, couldWrite: boolean): string {
  const could = couldWrite ? 'read what is kept there, and put something else in its place' : 'read what is kept there'
  return `In ${root}, ${countOf(closed)} open to other users, who could ${could}; now that is closed. If there are others here whom you do not trust, sign out and in again.`
}

function countOf(count: number): string {
  return count === 1 ? '1 file or folder was' : `${count} files and folders were`
}
