import { SessionStoreError } from './store-error.ts'
import type { SingleWriterStore } from './store.ts'
import { asideKey, checkStoredValue } from './stored-value.ts'
import { withTimeLimit } from './time-limit.ts'

/** What is used of an unstorage `Storage`: `createStorage({ driver })` makes one. */
export interface KeyValueStorage {
  getItem(key: string): Promise<unknown>
  setItem(key: string, value: { revision: number; text: string }): Promise<void>
  removeItem(key: string): Promise<void>
}

const PLACE = 'unstorage'
const LIMIT_MS = 10_000

/**
 * Keeps sessions in whatever unstorage has a driver for. For one process at a time: no driver writes on a condition, so that of two
 * processes that write at one moment the later one wins, and with a server that rotates refresh tokens that ends the session.
 * Several processes or machines want `redisStore`, or `appStore` of `@device-flow/node`.
 *
 * How durable a write is, and who can read it, is up to the driver. Its error is not passed on: drivers put what was to be written into it.
 *
 * @see https://unstorage.unjs.io/drivers
 * @example
 * ```ts
 * import { unstorageStore } from '@device-flow/session/unstorage'
 * import { createStorage } from 'unstorage'
 * import fsDriver from 'unstorage/drivers/fs'
 *
 * export const store = unstorageStore(createStorage({ driver: fsDriver({ base: './sessions' }) }))
 * ```
 */
export function unstorageStore(storage: KeyValueStorage): SingleWriterStore {
  async function call<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await withTimeLimit(work(), LIMIT_MS, `${PLACE} does not answer: is its server reachable?`)
    } catch (error) {
      if (error instanceof SessionStoreError) throw error
      throw new SessionStoreError(
        'unavailable',
        `${PLACE} does not work (${nameOf(error)}): look at its driver's settings`,
      )
    }
  }

  async function readRaw(key: string): Promise<unknown> {
    return (await call(() => storage.getItem(addressOf(key)))) ?? undefined
  }

  const store: SingleWriterStore = {
    writers: 'one',
    kind: PLACE,
    async read(key) {
      const value = await readRaw(key)
      return value === undefined ? undefined : checkStoredValue(value, key, PLACE)
    },
    async writeIf(key, revision, { revision: next, text }) {
      const current = (await store.read(key))?.revision ?? 0
      if (current !== revision) return false
      await call(() => storage.setItem(addressOf(key), { revision: next, text }))
      return true
    },
    async setAside(key) {
      const value = await readRaw(key)
      if (value === undefined) return
      await call(() => storage.setItem(addressOf(asideKey(key)), value as { revision: number; text: string }))
      await call(() => storage.removeItem(addressOf(key)))
    },
  }
  return store
}

/** unstorage takes `/` for `:` and drops what follows a `?`: two servers would have one key. */
function addressOf(key: string): string {
  return encodeURIComponent(key)
}

function nameOf(error: unknown): string {
  const { code, name } = Object(error) as { code?: unknown; name?: unknown }
  return String(code ?? name)
}
