import * as files from 'node:fs/promises'
import { join } from 'node:path'
import type { ConditionalStore, Lock, StoredValue, StoreProblem } from '@device-flow/session/encrypted'
import { decodeRecord } from '@device-flow/session/record'
import { fileStore } from '../file-store.ts'
import { fileNameOf } from '../files/file-name.ts'
import { moveRecord } from '../files/move-record.ts'
import { formatRecordFile } from '../files/record-file.ts'
import { inTime } from '../files/time-limit.ts'
import { writeProblemIn } from '../files/write-problem.ts'
import { agreeOn } from './agree-on.ts'
import type { AppStore } from './app-store-types.ts'
import type { Choice } from './choice.ts'
import { isAllowed, PROTECTIONS } from './chosen-protection.ts'
import type { ChosenOptions, ProtectionName } from './chosen-protection.ts'
import { describeStore } from './describe.ts'
import { encryptedWith } from './encrypted-with.ts'
import { heldBy } from './held-by.ts'
import { openedBy } from './opened-by.ts'
import type { Protection } from './protection.ts'
import { ifLost, isKeyGone, problemOf } from './store-problem.ts'

/** What the records of an app are kept with. */
export interface AppRecordsOptions extends ChosenOptions {
  folder: string
  onWarning: ((message: string) => void) | undefined
  protections: Record<ProtectionName, Protection>
  choice: Choice
  lock: Lock
}

/** Of a record that nobody can read here any more. With others it can be read again, once a keyring is unlocked, say. */
const UNREADABLE: ReadonlySet<StoreProblem> = new Set(['damaged', 'otherVersion', 'keyLost'])

/** The first write of a record takes milliseconds; a process that dies during it is found out sooner. */
const FIRST_WRITE_MS = 20_000

/** The records of an app: each with the key that it was written with, and a new one with that which is chosen now. */
export function appRecords(
  options: AppRecordsOptions,
): Pick<
  AppStore,
  'read' | 'writeIf' | 'removeIf' | 'watch' | 'keys' | 'protectionOf' | 'writeProblem' | 'describe' | 'setAside'
> {
  const { folder, onWarning, protections, choice, lock, wanted, env } = options
  const recordPlaces = { folder, wanted, files, chosen: choice.now }
  const folderOf = (protection: ProtectionName): string => join(folder, protection)
  const filesOf = (protection: ProtectionName) => fileStore(folderOf(protection), { onWarning, within: folder })
  const encrypt = (protection: ProtectionName, store: ConditionalStore): ConditionalStore =>
    encryptedWith(protections[protection], store)
  const places = Object.fromEntries(
    PROTECTIONS.map((protection) => [protection, encrypt(protection, filesOf(protection))]),
  ) as Record<ProtectionName, ConditionalStore>
  /** Of what another kind of store keeps, and a person has signed in beside. */
  const passedOver = new Set<string>()

  async function placeOf(key: string): Promise<ProtectionName | undefined> {
    const held = inTime(folder, heldBy(key, recordPlaces))
    return passedOver.has(key) ? held.catch(ifLost) : held
  }

  /** Remembered before it is known that there is a key, it would be what the next login asks for. */
  async function placeOfNew(): Promise<ProtectionName> {
    const next = await choice.next()
    await protections[next].ensureKey()
    return agreeOn(next, choice, protections)
  }

  /** One at a time: two who sign in at one moment, with their keys in two places, would otherwise keep two sessions. */
  async function writeFirst(key: string, next: StoredValue): Promise<boolean> {
    const place = await placeOfNew()
    const request = { waitMs: FIRST_WRITE_MS, leaseMs: FIRST_WRITE_MS, signal: new AbortController().signal }
    const lease = await lock.acquire(`first ${key}`, request)
    try {
      return (await placeOf(key)) === undefined && (await places[place].writeIf(key, 0, next))
    } finally {
      if (typeof lease === 'object') await lease.release()
    }
  }

  /** Where a new sign-in belongs that is written upon what is left of one that is over; otherwise undefined. */
  async function placeToMoveTo(key: string, held: ProtectionName): Promise<ProtectionName | undefined> {
    const chosen = await choice.now()
    if (chosen === undefined || chosen === held) return undefined
    const stored = await places[held].read(key)
    return stored && isOver(stored.text) ? chosen : undefined
  }

  /** Takes what is written from one place to another in one step with its compare-and-set. */
  function movingPlace(key: string, held: ProtectionName, other: ProtectionName): ConditionalStore {
    const [from, to] = [join(folderOf(held), fileNameOf(key)), join(folderOf(other), fileNameOf(key))]
    return encrypt(other, {
      ...filesOf(other),
      writeIf: (_, revision, next) => inTime(to, moveRecord(from, to, revision, formatRecordFile(key, next))),
    })
  }

  return {
    async read(key) {
      const held = await placeOf(key)
      return held && openedBy(held, env, places[held].read(key))
    },
    async writeIf(key, revision, next) {
      const held = await placeOf(key).catch(ifLost)
      if (!held) return revision === 0 && writeFirst(key, next)
      const other = await placeToMoveTo(key, held)
      return (other ? movingPlace(key, held, other) : places[held]).writeIf(key, revision, next)
    },
    async removeIf(key, revision) {
      const held = await placeOf(key)
      return held !== undefined && filesOf(held).removeIf(key, revision)
    },
    watch(key, listener) {
      const stops = PROTECTIONS.map((protection) => filesOf(protection).watch(key, listener))
      return () => stops.forEach((stop) => stop())
    },
    async keys() {
      const own = PROTECTIONS.filter((protection) => isAllowed(protection, wanted))
      return [...new Set((await Promise.all(own.map((protection) => filesOf(protection).keys()))).flat())]
    },
    protectionOf: (key) => placeOf(key).catch(ifLost),
    async writeProblem(key) {
      const held = await placeOf(key).catch(ifLost)
      return held && inTime(folder, writeProblemIn(join(folderOf(held), fileNameOf(key)), files))
    },
    async describe(key) {
      const held = key === undefined ? undefined : await placeOf(key).catch(ifLost)
      return describeStore(folder, held ?? (await choice.now()))
    },
    async setAside(key) {
      const held = await placeOf(key).catch(ifLost)
      if (!held) return void passedOver.add(key)
      const problem = await problemOf(places[held].read(key))
      if (!problem) return
      if (!UNREADABLE.has(problem.problem)) throw problem
      await filesOf(held).setAside(key)
      // The key of the environment is not ours to make.
      if (held !== 'environment' && isKeyGone(await problemOf(protections[held].key()))) {
        await protections[held].replaceKey()
      }
    },
  }
}

/** Whether nobody is signed in by a record, nor about to be. */
function isOver(text: string): boolean {
  try {
    const { signedIn, pending } = decodeRecord(text)
    return !signedIn && !pending
  } catch {
    return false
  }
}
