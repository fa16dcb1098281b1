// What a test calls in a page: each store and lock by its name, and the cases of store-cases.ts and lock-cases.ts.
import { promisifyRequest } from 'idb-keyval'
import { browserLock, encryptedIndexedDbStore, indexedDbDpopKeys, indexedDbStore } from '../../../src/indexed-db.ts'
import { webLocks, webStorageStore } from '../../../src/index.ts'
import { indexedDbLease } from '../../../src/indexed-db/indexed-db-lease.ts'
import type { Lease, Lock } from '../../../src/locks/lock.ts'
import type { Store, StoredValue } from '../../../src/stores/store.ts'
import { lockCases } from '../../lock-cases.ts'
import { storeCases } from '../../store-cases.ts'
import { lateLocalStorage } from './late-local-storage.ts'

const stores = {
  localStorage: () => webStorageStore(undefined, browserLock()),
  lateLocalStorage: () => webStorageStore(lateLocalStorage, browserLock()),
  indexedDb: () => indexedDbStore(),
  encryptedIndexedDb: () => encryptedIndexedDbStore(),
} satisfies Record<string, () => Store>

const locks = {
  webLocks: () => webLocks(),
  lease: () => indexedDbLease(),
  browserLock: () => browserLock(),
} satisfies Record<string, () => Lock>

export type StoreName = keyof typeof stores
export type LockName = keyof typeof locks

/** How a call ended, in what comes through to the test. */
export type Outcome<T> = { value: T } | { problem: unknown; message: string }

async function outcomeOf<T>(work: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work }
  } catch (error) {
    const { problem } = error as { problem?: unknown }
    return { problem, message: String(error) }
  }
}

let lease: Lease | undefined
let heard = 0
const notices = { last: 0, early: 0 }

async function openTable(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const database = await promisifyRequest(indexedDB.open('device-flow'))
  return database.transaction('device-flow', mode).objectStore('device-flow')
}

const kit = {
  runStoreCase: (name: StoreName, title: string): Promise<void> =>
    storeCases.find((one) => one.title === title)!.run({ open: stores[name] }),
  runLockCase: (name: LockName, title: string): Promise<void> =>
    lockCases.find((one) => one.title === title)!.run({ open: locks[name] }),

  read: (name: StoreName, key: string): Promise<Outcome<StoredValue | undefined>> =>
    outcomeOf(stores[name]().read(key)),
  writeIf: (name: StoreName, key: string, revision: number, text: string): Promise<Outcome<boolean>> =>
    outcomeOf(stores[name]().writeIf(key, revision, { revision: revision + 1, text })),
  setAside: (name: StoreName, key: string): Promise<Outcome<void>> => outcomeOf(stores[name]().setAside!(key)),
  notify: (name: StoreName, key: string): void => stores[name]().notify!(key),
  watch(name: StoreName, key: string): void {
    stores[name]().watch!(key, () => heard++)
  },
  heard: (): number => heard,

  /** Counts up so many times, each by a compare-and-set that succeeded. */
  async countUp(name: StoreName, key: string, times: number): Promise<void> {
    const store = stores[name]()
    for (let counted = 0; counted < times;) {
      const { revision, text } = (await store.read(key)) ?? { revision: 0, text: '0' }
      if (await store.writeIf(key, revision, { revision: revision + 1, text: String(Number(text) + 1) })) counted++
    }
  },

  /** Writes so many revisions, and notifies after each. */
  async writeAndNotify(name: StoreName, key: string, times: number): Promise<void> {
    const store = stores[name]()
    for (let revision = 0; revision < times; revision++) {
      await store.writeIf(key, revision, { revision: revision + 1, text: '' })
      store.notify!(key)
    }
  },
  /** Reads at each notice; `noticesRead` tells what was read last, and how many notices came before there was anything new to read. */
  readWhenNotified(name: StoreName, key: string): void {
    let noticesHeard = 0
    const read = async (): Promise<void> => {
      const least = ++noticesHeard
      const { revision = 0 } = (await stores[name]().read(key)) ?? {}
      if (revision < least) notices.early++
      notices.last = revision
    }
    stores[name]().watch!(key, () => void read())
  },
  noticesRead: (): typeof notices => notices,

  async acquire(name: LockName, waitMs: number, leaseMs: number): Promise<'mine' | 'held' | 'impossible'> {
    const answer = await locks[name]().acquire('a lock', { waitMs, leaseMs, signal: new AbortController().signal })
    if (typeof answer === 'string') return answer
    lease = answer
    return 'mine'
  },
  release: async (): Promise<void> => lease?.release(),

  /** All that is kept in this origin, read past the stores. */
  async dump(): Promise<{ text: string; keys: unknown[] }> {
    const table = await openTable('readonly')
    const [addresses, values] = await Promise.all([
      promisifyRequest(table.getAllKeys()),
      promisifyRequest<unknown[]>(table.getAll()),
    ])
    const keys = values.filter((value) => value instanceof CryptoKey)
    return {
      text: JSON.stringify([addresses, values, { ...localStorage }, { ...sessionStorage }, document.cookie]),
      keys: keys.map(({ extractable, algorithm }) => ({ extractable, ...algorithm })),
    }
  },
  async deleteKey(): Promise<void> {
    await promisifyRequest((await openTable('readwrite')).delete(['key', 'AES-GCM']))
  },

  /** Keeps a new pair of keys, or takes the one that is there; resolves to what a script can read of it. */
  async addDpopKey(name: string): Promise<{ publicKey: JsonWebKey; privateKey: string; isFound: boolean }> {
    const keys = indexedDbDpopKeys()
    const made = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, keys.needsExtractable, [
      'sign',
    ])
    const { publicKey, privateKey } = await keys.add(name, made)
    const extracted = crypto.subtle.exportKey('jwk', privateKey)
    return {
      publicKey: await crypto.subtle.exportKey('jwk', publicKey),
      privateKey: await extracted.then(JSON.stringify, (error: unknown) => (error as Error).name),
      isFound: (await indexedDbDpopKeys().get(name)) !== undefined && (await keys.get('another')) === undefined,
    }
  },

  keepInSessionStorage: (): Promise<Outcome<unknown>> =>
    outcomeOf((async () => webStorageStore(sessionStorage).kind)()),
}

export type Kit = typeof kit

declare global {
  interface Window {
    kit: Kit
  }
}

window.kit = kit
