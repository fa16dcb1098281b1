import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConditionalStore, Lock, StoredValue } from '@device-flow/session/encrypted'
import { toStoreError, unless } from './files/file-errors.ts'
import { fileNameOf } from './files/file-name.ts'
import { checkPrivateFolder, readPrivateFile } from './files/private-files.ts'
import type { Warn } from './files/private-files.ts'
import { formatRecordFile, parseRecordFile } from './files/record-file.ts'
import {
  createKeyFolder,
  damagedFolder,
  newestRevision,
  recordFile,
  replaceKeyFolder,
  writeSuccessor,
} from './files/revisions.ts'
import { withTimeLimit } from './files/time-limit.ts'
import { watchRevisions } from './files/watch-revisions.ts'
import { fileLock } from './lock/file-lock.ts'

const LIMIT_MS = 10_000
/** How often a record may be replaced while it is read. */
const MOST_READS = 100

/** The options of {@link fileStore}. */
export interface FileStoreOptions {
  /** Told of what was repaired, in a sentence for people: a file that others could read. Default: nobody is told. */
  onWarning?: ((message: string) => void) | undefined
}

/** A store of files, for any number of processes. */
export interface FileStore extends ConditionalStore {
  readonly lock: Lock
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
 * @example
 * ```ts
 * import { fileStore } from '@device-flow/node/store'
 *
 * const store = fileStore('/var/lib/my-service', { onWarning: console.warn })
 * console.log(await store.keys())
 * ```
 */
export function fileStore(folder: string, { onWarning: warn = () => {} }: FileStoreOptions = {}): FileStore {
  const folderOf = (key: string): string => join(folder, fileNameOf(key))

  return {
    kind: 'file',
    writers: 'many',
    lock: fileLock(join(folder, 'locks')),
    async read(key) {
      const value = await inTime(folderOf(key), readNewest(folderOf(key), warn))
      return value && { revision: value.revision, text: value.text }
    },
    async writeIf(key, revision, next) {
      if (next.revision !== revision + 1) throw new TypeError(`Revision ${revision} is followed by ${revision + 1}.`)
      return inTime(folderOf(key), write(folderOf(key), revision, formatRecordFile(key, next), warn))
    },
    watch: (key, listener) => watchRevisions(folderOf(key), listener),
    keys: () => inTime(folder, listKeys(folder, warn)),
    setAside: (key) => inTime(folderOf(key), replaceKeyFolder(folderOf(key), folderOf(`${key} (aside)`))),
  }
}

function inTime<T>(path: string, work: Promise<T>): Promise<T> {
  const named = work.catch((error: unknown) => {
    throw toStoreError(error, path)
  })
  return withTimeLimit(named, LIMIT_MS, `${path} did not answer within ${LIMIT_MS / 1000} s. Look after the disk.`)
}

async function readNewest(folder: string, warn: Warn): Promise<(StoredValue & { key: string }) | undefined> {
  for (let reads = 0; reads < MOST_READS; reads++) {
    const revision = await newestRevision(folder)
    if (revision === undefined || revision === 0) return undefined
    const path = recordFile(folder, revision)
    // Missing when it is being replaced: then there is a newer one.
    const content = await unless(['ENOENT'], readPrivateFile(path, warn))
    if (content === undefined) continue
    await checkPrivateFolder(folder, warn)
    const value = parseRecordFile(content, path)
    if (value.revision !== revision) throw damagedFolder(folder)
    return value
  }
  throw damagedFolder(folder)
}

async function write(folder: string, revision: number, content: string, warn: Warn): Promise<boolean> {
  if (revision === 0) await createKeyFolder(folder)
  const exists = await unless(
    ['ENOENT'],
    checkPrivateFolder(folder, warn).then(() => true),
  )
  return exists === true && writeSuccessor(folder, revision, content)
}

async function listKeys(folder: string, warn: Warn): Promise<string[]> {
  const names = (await unless(['ENOENT'], readdir(folder))) ?? []
  const records = await Promise.all(
    // One that cannot be read must not hide the others.
    names.map((name) => readNewest(join(folder, name), warn).catch(() => undefined)),
  )
  // What was set aside has the key that it had.
  return records.flatMap((record, index) => (record && fileNameOf(record.key) === names[index] ? [record.key] : []))
}
