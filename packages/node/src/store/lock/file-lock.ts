import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, rmdir, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Lease, Lock, LockRequest } from '@device-flow/session/encrypted'
import { LEASE_TERM_MS, renewLease } from '@device-flow/untrusted'
import { checkFolder } from '../files/check-folder.ts'
import { unless } from '../files/file-errors.ts'
import { fileNameOf } from '../files/file-name.ts'
import { makeFolder } from '../files/make-folder.ts'
import { moveFolder } from '../files/move-folder.ts'
import { heldMs, isDead, parseOwner, thisOwner } from './lock-owner.ts'

// A lock is a folder with one file in it: its owner, named at random. It comes into being whole, by a rename, and is free when there is no
// such folder, or nothing in it. Who takes it over, or gives it back, removes one owner by its name: never the lock of somebody who came in
// between. proper-lockfile removes the folder by the folder's name, and two hold it then.

const LOOK_MS = 25
/** Of what is in the folder for a moment, and is no lock yet. */
const DRAFT = 'new-'
/** For an owner whose text was cut off by the end of its machine. */
const UNKNOWN_LEASE_MS = 60_000

/**
 * Creates a lock for the processes that can write to one folder. The lock of a process that died is taken over at once, or where it ran on
 * another machine or in another container after 20 s; that of a process that is stopped, when its lease is over.
 *
 * @param folder where the locks are; it is made when it is missing, for this user alone
 * @throws TypeError for what is no path
 * @example
 * ```ts
 * import { fileLock } from '@device-flow/node/store'
 *
 * const lock = fileLock('/var/lib/my-service/locks')
 * const lease = await lock.acquire('refresh', { waitMs: 35_000, leaseMs: 45_000, signal: new AbortController().signal })
 * if (typeof lease === 'object') await lease.release()
 * ```
 */
export function fileLock(folder: string): Lock {
  checkFolder(folder, 'fileLock')
  return {
    async acquire(name, request) {
      try {
        return await acquire(folder, `${fileNameOf(name)}.lock`, request)
      } catch {
        return 'impossible'
      }
    },
  }
}

async function acquire(
  folder: string,
  name: string,
  { waitMs, leaseMs, signal }: LockRequest,
): Promise<Lease | 'held'> {
  const lock = join(folder, name)
  const until = performance.now() + waitMs
  await makeFolder(folder)
  for (;;) {
    if (signal.aborted) return 'held'
    const [owner] = (await unless(['ENOENT'], readdir(lock))) ?? []
    if (owner === undefined || (await evictIfOver(folder, lock, owner))) {
      const lease = await take(folder, lock, leaseMs)
      if (lease) return lease
    }
    const leftMs = until - performance.now()
    if (leftMs <= 0) return 'held'
    // Not in step with the others who wait.
    await wait(Math.min(leftMs, LOOK_MS * (1 + Math.random())), undefined, { signal }).catch(() => {})
  }
}

async function take(folder: string, lock: string, leaseMs: number): Promise<Lease | undefined> {
  const id = randomUUID()
  const ready = join(folder, DRAFT + id)
  const owner = JSON.stringify(await thisOwner(leaseMs))
  try {
    await mkdir(ready, { mode: 0o700 })
    await writeFile(join(ready, id), owner, { mode: 0o600, flag: 'wx' })
    // Windows puts no folder in the place of an empty one.
    await rmdir(lock).catch(() => {})
    if (!(await moveFolder(ready, lock))) return undefined
  } finally {
    await rm(ready, { recursive: true, force: true }).catch(() => {})
  }
  // The same text again, for its time. Only where it is still there: somebody may have taken the lock over.
  const endRenewal = renewLease(leaseMs, () => writeFile(join(lock, id), owner, { flag: 'r+' }))
  return {
    async release() {
      await endRenewal()
      await unlink(join(lock, id)).catch(() => {})
      // Not when somebody else has it by now: then there is something in it.
      await rmdir(lock).catch(() => {})
    },
  }
}

/** Takes the lock away from an owner that is dead, or whose lease is over. Resolves to whether that owner is gone. */
async function evictIfOver(folder: string, lock: string, id: string): Promise<boolean> {
  const path = join(lock, id)
  const text = await unless(['ENOENT'], readFile(path, 'utf8'))
  if (text === undefined) return true
  if (!(await isOver(folder, path, text))) return false
  // By its name: when somebody else has the lock by now, this finds nothing.
  await unless(['ENOENT'], unlink(path))
  await sweep(folder).catch(() => {})
  return true
}

/** Removes what processes left that were killed on their way to a lock. */
async function sweep(folder: string): Promise<void> {
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(DRAFT))
  for (const path of drafts.map((name) => join(folder, name))) {
    if (Date.now() - (await stat(path)).mtimeMs > UNKNOWN_LEASE_MS) await rm(path, { recursive: true, force: true })
  }
}

async function isOver(folder: string, path: string, text: string): Promise<boolean> {
  const owner = parseOwner(text)
  if (owner && (await isDead(owner))) return true
  const heldForMs = owner && heldMs(owner)
  if (heldForMs !== undefined) return isBeyond(heldForMs, owner?.leaseMs)
  const renewedBeforeMs = await ageOfFile(folder, path)
  return isBeyond(renewedBeforeMs, owner && Math.min(owner.leaseMs, LEASE_TERM_MS))
}

/** A clock that was set back by more than a lease must not make it last longer. */
function isBeyond(ageMs: number, leaseMs: number = UNKNOWN_LEASE_MS): boolean {
  return Math.abs(ageMs) > leaseMs
}

/** By the clock of the file system, which all machines that use it share: their own differ. */
async function ageOfFile(folder: string, path: string): Promise<number> {
  const probe = join(folder, DRAFT + randomUUID())
  await writeFile(probe, '', { mode: 0o600, flag: 'wx' })
  try {
    const now = (await stat(probe)).mtimeMs
    const since = await unless(['ENOENT'], stat(path))
    return since ? now - since.mtimeMs : 0
  } finally {
    await unlink(probe).catch(() => {})
  }
}
