import type { DeviceFlowClient, Json } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { decodeRecord, encodeRecord } from '../record/codec.ts'
import { lineageOf } from '../record/lineage.ts'
import { isSameResponse } from '../record/life.ts'
import type { SessionRecord } from '../record/record.ts'
import { SessionStoreError } from '../stores/store-error.ts'
import type { Store } from '../stores/store.ts'
import { callStore } from './call-store.ts'
import type { Change, Changed, Contents } from './contents.ts'
import { isUnreadable } from './unreadable.ts'
import { createUnsavedChanges } from './unsaved-changes.ts'

/** What is kept now. */
export interface Reading {
  /** As the store has it; 0 when nothing is stored. */
  readonly revision: number
  readonly contents: Contents
  /** Whether the tokens in it are in the store. Others have them then. */
  readonly isSaved: boolean
  readonly app?: Json | undefined
  /** Why the store could not be read: it is what was known before, with what is in memory only. */
  readonly unread?: SessionStoreError | undefined
}

/** Where a record is kept, and what the app adds to it. */
export interface KeptRecordOptions {
  store: Store
  key: string
  client: DeviceFlowClient | undefined
  app: Json | undefined
  clock: Clock
}

/** One record in a store. */
export interface KeptRecord {
  /** @throws SessionStoreError */
  read(): Promise<Reading>
  /**
   * Writes upon what was read; false when another has written meanwhile.
   *
   * @throws SessionStoreError
   */
  writeIf(reading: Reading, contents: Contents): Promise<boolean>
  /** Makes a change, as often as others come in between. @throws SessionStoreError */
  change(change: Change): Promise<Changed>
  /**
   * Makes a change that must not be lost: one that cannot be written stays in memory and is tried again, and `whenLate` hears of it then.
   * Never rejects.
   */
  keep(change: Change, whenLate?: (changed: Changed) => void): Promise<Changed>
  /** Whether nothing is in memory only. */
  isAllSaved(): boolean
  /** Whether no tokens are, whatever else may be. */
  areTokensSaved(): boolean
  /** Whether the sign-in of this id was stored, as far as that is known. */
  isStored(id: string): boolean
  /** Resolves when nothing is. */
  untilAllSaved(): Promise<void>
  /** From now on, what could not be written keeps no process alive: it is tried again as long as the process lives anyway. */
  letGo(): void
  /**
   * Moves what could not be read for this reason out of the way, where that can be done, for a new login. What may be read the next time
   * stays. Never rejects.
   */
  setAside(why: unknown): Promise<void>
}

/** Others may come in between so often, in a row. Each time one of them has got on, so it ends by itself. */
const MOST_TRIES = 50

export function createKeptRecord({ store, key, client, app, clock }: KeptRecordOptions): KeptRecord {
  const lineage = lineageOf(client)
  const unsaved = createUnsavedChanges(clock, () => attempt((contents) => contents))
  /** As it was last read, or written here: where nothing can be read, it is what is known. */
  let last: Reading = { revision: 0, contents: {}, isSaved: true }

  const call = <T>(work: () => Promise<T>): Promise<T> => callStore(clock, store.kind, work)

  async function readStored(): Promise<Reading> {
    const value = await call(() => store.read(key))
    const record = value && decodeRecord(value.text)
    if (record) checkOwner(record)
    const { pending, signedIn, ended, app: storedApp } = record ?? {}
    last = { revision: value?.revision ?? 0, contents: { pending, signedIn, ended }, isSaved: true, app: storedApp }
    return last
  }

  function checkOwner(record: SessionRecord): void {
    const isOwn =
      !client ||
      record.lineage === lineage ||
      // Texts of version 1 do not say what their tokens are for.
      (record.lineage === '' && record.client?.server === client.server && record.client.clientId === client.clientId)
    if (isOwn) return
    throw new SessionStoreError(
      'otherClient',
      `The kept session is of another server or client than ${client.clientId} at ${client.server}, or for other scopes. Keep it under another key.`,
    )
  }

  async function writeIf(reading: Reading, contents: Contents): Promise<boolean> {
    const next = reading.revision + 1
    const text = encodeRecord({ version: 2, lineage, client, ...contents, app: app ?? reading.app })
    const isWritten = await call(() => store.writeIf(key, reading.revision, { revision: next, text }))
    if (isWritten && next > last.revision)
      last = { ...reading, revision: next, contents, isSaved: true, unread: undefined }
    return isWritten
  }

  /** What somebody has ended and there is no room to say so of, is removed: nobody may be signed in by it again. */
  async function writeOrRemove(reading: Reading, contents: Contents): Promise<boolean> {
    try {
      return await writeIf(reading, contents)
    } catch (error) {
      const isFull = (error as SessionStoreError).problem === 'full'
      const isEndedHere = contents.ended && contents.ended.by !== 'server' && !contents.pending
      if (!isFull || !isEndedHere || !store.removeIf) throw error
      return call(() => store.removeIf!(key, reading.revision))
    }
  }

  async function attempt(change: Change): Promise<Changed> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const stored = await readStored()
      const earlier = unsaved.applyTo(stored.contents)
      const next = change(earlier.contents)
      const contents = next ?? earlier.contents
      if (contents === stored.contents || (await writeOrRemove(stored, contents))) {
        earlier.settle()
        return { contents, isApplied: next !== undefined, isSaved: true }
      }
    }
    throw new SessionStoreError('unavailable', 'Others change the kept session all the time. Try again.')
  }

  return {
    async read() {
      const stored = await readStored().catch((error: unknown): Reading => {
        // What is in memory only is newer than anything that can be read.
        if (unsaved.isEmpty()) throw error
        return { ...last, unread: error as SessionStoreError }
      })
      const { contents } = unsaved.applyTo(stored.contents)
      return {
        ...stored,
        contents,
        isSaved: isSameResponse(contents.signedIn?.tokens, stored.contents.signedIn?.tokens),
      }
    },
    writeIf,
    change: attempt,
    async keep(change, whenLate) {
      const known = last
      try {
        return await attempt(change)
      } catch (error) {
        const { contents } = unsaved.applyTo(last.contents)
        const next = change(contents)
        if (next) unsaved.add(change, whenLate)
        const unread = last === known ? (error as SessionStoreError) : undefined
        const failure = error as SessionStoreError
        return { contents: next ?? contents, isApplied: next !== undefined, isSaved: false, failure, unread }
      }
    },
    isAllSaved: () => unsaved.isEmpty(),
    areTokensSaved: () =>
      isSameResponse(unsaved.applyTo(last.contents).contents.signedIn?.tokens, last.contents.signedIn?.tokens),
    isStored: (id) => last.contents.signedIn?.id === id,
    untilAllSaved: () => unsaved.untilEmpty(),
    letGo: () => unsaved.letGo(),
    async setAside(why) {
      if (!isUnreadable(why)) return
      // Where that fails it stays where it is, and the new login is in memory only: nothing is overwritten.
      await call(() => store.setAside(key)).catch(() => {})
    },
  }
}
