import type { Lock } from '../locks/lock.ts'

/** What a store holds under one key. */
export interface StoredValue {
  /** Grows by one with each write: the fence by which two writers tell that the other was there. 1 is the first. */
  readonly revision: number
  /** Opaque to the store. */
  readonly text: string
}

/** Reads what a store holds. */
export interface StoreReader {
  /**
   * Reads a value; undefined when there is none.
   *
   * @throws SessionStoreError which says why it cannot be read; never when there merely is none
   */
  read(key: string): Promise<StoredValue | undefined>
}

/** What every store can do. Each call ends by itself: with a `SessionStoreError` `unavailable` when the platform does not answer. */
interface BaseStore extends StoreReader {
  /**
   * Writes `next` if what is stored has this revision; 0 stands for nothing stored. When it resolves to true, the value is durable: a crash
   * of the process or the machine does not lose it. Resolves to false, having written nothing, when another revision is stored.
   *
   * @throws SessionStoreError when it cannot be written; what was stored is then as before, but for `unavailable`: what did not answer may
   *   have written it all the same
   */
  writeIf(key: string, revision: number, next: StoredValue): Promise<boolean>
  /**
   * Removes what is stored, if it has this revision: the last resort of a sign-out for which there is no room, as on a full disk. Resolves
   * to false, having removed nothing, when another revision is stored.
   *
   * @throws SessionStoreError when it cannot be removed
   */
  removeIf?(key: string, revision: number): Promise<boolean>
  /** Calls back when others may have changed a value. A hint: it may come late, twice or never. The returned function ends it. */
  watch?(key: string, listener: () => void): () => void
  /** Tells those who watch, elsewhere, that a value was changed. */
  notify?(key: string): void
  /**
   * Moves what is stored under the key to `key + ' (aside)'`, whether it can be read or not, so that a new sign-in can be kept. What was
   * set aside before is replaced. Does nothing when nothing is stored.
   *
   * @throws SessionStoreError when it cannot be moved
   */
  setAside(key: string): Promise<void>
  /** The lock that goes with the place of this store. */
  readonly lock?: Lock | undefined
  /** Where it keeps, in a few words for people: `keyring`, `file`, `memory`. */
  readonly kind: string
}

/** A store whose `writeIf` is one step, however many tabs, processes or machines write. */
export interface ConditionalStore extends BaseStore {
  readonly writers: 'many'
}

/** A store whose `writeIf` reads and then writes: two writers at one moment both succeed. For one process on one machine. */
export interface SingleWriterStore extends BaseStore {
  readonly writers: 'one'
}

/** Where a session is kept. */
export type Store = ConditionalStore | SingleWriterStore
