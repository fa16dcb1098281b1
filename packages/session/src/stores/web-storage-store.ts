import type { Lock } from '../locks/lock.ts'
import { webLocks } from '../locks/web-locks.ts'
import { parseJson } from '../parse-json.ts'
import { browserNotices } from './browser-notices.ts'
import { browserStoreError } from './browser-store-error.ts'
import { SessionStoreError } from './store-error.ts'
import type { SingleWriterStore, StoredValue } from './store.ts'
import { asideKey, checkStoredValue } from './stored-value.ts'

const PLACE = 'localStorage'
// Chromium hands what one tab has written to the processes of the others some milliseconds later, on a busy machine much later.
const ARRIVAL_MS = 2000
// A busy browser takes some 100 ms to hand out even a lock that is free.
const CLAIM_WAIT_MS = 500

/** What is used of a `Storage` of a page. */
export interface WebStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/**
 * Keeps sessions in `localStorage`: for all tabs of an origin, over reloads. In clear, for every script of the origin.
 *
 * Prefer `indexedDbStore` (`@device-flow/session/indexed-db`). Browsers promise neither that tabs see each other's writes at once, nor when
 * `localStorage` is on the disk: Chromium takes seconds, and a power cut in them loses what was written. A lock keeps
 * two tabs from writing the same revision until both have surely seen it; yet that is practice, no promise, so it counts as a store for
 * one writer.
 *
 * @param storage `localStorage`, which is the default, or something that is like it
 * @param lock of the writes, and of the refreshes; default Web Locks. Where there are none (Chromium before 69, pages from `http:`), tabs
 *   need `browserLock()` of `@device-flow/session/indexed-db`
 * @throws TypeError for `sessionStorage`: browsers copy it into a duplicated tab, and two tabs that hold one refresh token end the session
 * @see https://html.spec.whatwg.org/multipage/webstorage.html#introduction-16
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { webStorageStore, withSession } from '@device-flow/session'
 *
 * const client = { issuer: 'https://login.example', clientId: 'tv', scope: 'openid offline_access' }
 * export const services = withSession(createOAuthServices(client), { store: webStorageStore() })
 * ```
 */
export function webStorageStore(storage?: WebStorage, lock: Lock = webLocks()): SingleWriterStore {
  if (storage && isSessionStorage(storage)) {
    throw new TypeError(
      'sessionStorage does not keep a session: browsers copy it into duplicated tabs. Use localStorage, or indexedDbStore()',
    )
  }
  const notices = browserNotices(PLACE)

  /** Does something with the storage, which can be denied even to be looked at. */
  function access<T>(use: (storage: WebStorage) => T): T {
    try {
      if (!storage && typeof localStorage === 'undefined') {
        throw new SessionStoreError('unavailable', `There is no ${PLACE} here`)
      }
      return use(storage ?? localStorage)
    } catch (error) {
      throw browserStoreError(error, PLACE)
    }
  }

  const textOf = (key: string): string | null => access((area) => area.getItem(key))

  function readNow(key: string): StoredValue | undefined {
    const json = textOf(key)
    return json === null ? undefined : checkStoredValue(parseJson(json), key, PLACE)
  }

  return {
    writers: 'one',
    kind: PLACE,
    lock,
    read: async (key) => readNow(key),
    async writeIf(key, revision, next) {
      // A tab may not see yet what another has written, but it sees the locks: who writes a revision holds its name until it has arrived.
      const request = { waitMs: CLAIM_WAIT_MS, leaseMs: ARRIVAL_MS, signal: new AbortController().signal }
      const claim = await lock.acquire(`device-flow write ${key} ${next.revision}`, request)
      if (claim === 'held') return false
      let heldMs = 0
      try {
        if ((readNow(key)?.revision ?? 0) !== revision) return false
        access((area) => area.setItem(key, JSON.stringify(next)))
        heldMs = ARRIVAL_MS
        return true
      } finally {
        if (claim !== 'impossible') setTimeout(() => void claim.release(), heldMs)
      }
    },
    async setAside(key) {
      access((area) => {
        const json = area.getItem(key)
        if (json === null) return
        area.setItem(asideKey(key), json)
        area.removeItem(key)
      })
    },
    watch(key, listener) {
      let seen: string | null | undefined
      /** Whether the text is another than before. A notice may come sooner than what it tells of: then the event comes with it. */
      const hasChanged = (): boolean => {
        const before = seen
        try {
          seen = textOf(key)
        } catch {
          // Where it is denied, there is nothing to be told of.
        }
        return seen !== before
      }
      const look = (): void => {
        if (hasChanged()) listener()
      }
      hasChanged()
      const onStorage = (event: StorageEvent): void => {
        // Without a key, all of it was cleared.
        if (event.key === key || event.key === null) look()
      }
      const stop = notices.watch(key, look)
      const page = typeof window === 'undefined' ? undefined : window
      page?.addEventListener('storage', onStorage)
      return () => {
        stop()
        page?.removeEventListener('storage', onStorage)
      }
    },
    notify: notices.notify,
  }
}

function isSessionStorage(storage: WebStorage): boolean {
  try {
    return storage === sessionStorage
  } catch {
    // It is denied, or there is none: then this is another.
    return false
  }
}
