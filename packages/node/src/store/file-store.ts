import * as files from 'node:fs/promises'
import { join } from 'node:path'
import type { ConditionalStore, Lock } from '@device-flow/session/encrypted'
import { checkFolder } from './files/check-folder.ts'
import { unless } from './files/file-errors.ts'
import { fileNameOf } from './files/file-name.ts'
import { checkPrivateFolder } from './files/private-files.ts'
import { closingIn } from './files/close-to-others.ts'
import { removeIfNewest } from './files/move-record.ts'
import { readNewest } from './files/read-newest.ts'
import type { Reading } from './files/read-newest.ts'
import { formatRecordFile } from './files/record-file.ts'
import { createKeyFolder, replaceKeyFolder, writeSuccessor } from './files/revisions.ts'
import { inTime } from './files/time-limit.ts'
import { watchRevisions } from './files/watch-revisions.ts'
import { fileLock } from './lock/file-lock.ts'

/** The options of {@link fileStore}. */
export interface FileStoreOptions {
  /** Told of what others could use, and is closed to them now, in a sentence for people. Default: nobody is told. */
  onWarning?: ((message: string) => void) | undefined
  /** The folder of the app that this one is a part of, such as `stateFolder` returns: it is closed to others as a whole. */
  within?: string | undefined
}

/** A store of files, for any number of processes. */
export interface FileStore extends ConditionalStore {
  readonly lock: Lock
  removeIf(key: string, revision: number): Promise<boolean>
  watch(key: string, listener: () => void): () => void
  /**
   * Lists the keys under which something is kept.
   *
   * @throws SessionStoreError when the folder cannot be read
   */
  keys(): Promise<string[]>
  setAside(key: string): Promise<void>
}

/**
 * Keeps records as files that only this user can read, in clear: `appStore` encrypts them. Any number of processes may write, be they
 * killed or stopped at any step: a write succeeds only upon the revision that it names, and is on the disk when it resolves.
 *
 * @param folder where; it is made when it is missing, for this user alone
 * @throws TypeError for what is no path
 * @example
 * ```ts
 * import { fileStore } from '@device-flow/node/store'
 *
 * const store = fileStore('/var/lib/my-service', { onWarning: console.warn })
 * console.log(await store.keys())
 * ```
 */
export function fileStore(folder: string, { onWarning: warn = () => {}, within }: FileStoreOptions = {}): FileStore {
  checkFolder(folder, 'fileStore')
  const reading: Reading = { files, root: within ?? folder, warn }
  const folderOf = (key: string): string => join(folder, fileNameOf(key))

  return {
    kind: 'file',
    writers: 'many',
    lock: fileLock(join(folder, 'locks')),
    async read(key) {
      const value = await inTime(folderOf(key), readNewest(folderOf(key), reading))
      return value && { revision: value.revision, text: value.text }
    },
    async writeIf(key, revision, next) {
      if (next.revision !== revision + 1) throw new TypeError(`Revision ${revision} is followed by ${revision + 1}.`)
      return inTime(folderOf(key), write(folderOf(key), revision, formatRecordFile(key, next), reading))
    },
    removeIf: (key, revision) => inTime(folderOf(key), removeIfNewest(folderOf(key), revision)),
    watch: (key, listener) => watchRevisions(folderOf(key), listener),
    keys: () => inTime(folder, listKeys(folder, reading)),
    setAside: (key) => inTime(folderOf(key), replaceKeyFolder(folderOf(key), folderOf(`${key} (aside)`))),
  }
}

async function write(folder: string, revision: number, content: string, reading: Reading): Promise<boolean> {
  if (revision === 0) await createKeyFolder(folder)
  const closing = closingIn(reading.root, files, reading.warn)
  const exists = await unless(
    ['ENOENT'],
    checkPrivateFolder(folder, { files, closing }).then(() => true),
  )
  await closing.finish()
  return exists === true && writeSuccessor(folder, revision, content)
}

async function listKeys(folder: string, reading: Reading): Promise<string[]> {
  const names = (await unless(['ENOENT'], files.readdir(folder))) ?? []
  const keys: string[] = []
  // One after the other: what was open to others is told once.
  for (const name of names) {
    // One that cannot be read must not hide the others.
    const record = await readNewest(join(folder, name), reading).catch(() => undefined)
    // What was set aside has the key that it had.
    if (record && fileNameOf(record.key) === name) keys.push(record.key)
  }
  return keys
}
