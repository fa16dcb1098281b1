import { createStore, promisifyRequest, type UseStore } from 'idb-keyval'
import { browserStoreError } from '../stores/browser-store-error.ts'
import { SessionStoreError } from '../stores/store-error.ts'
import { withTimeLimit } from '../stores/time-limit.ts'

/** The database that everything of ours is in, unless the app names another. */
export const DATABASE = 'device-flow'

const TABLE = 'device-flow'
// An old television may take seconds to open a database after it was switched on, ms.
const LIMIT_MS = 10_000

const connections = new Map<string, UseStore>()

/**
 * Runs one transaction: what it reads stays as it is until what it writes is on the disk, whatever other tabs do. `work` makes its requests
 * at once or from the response of an earlier one.
 *
 * @throws SessionStoreError in a time that is limited; nothing has been written then
 */
export async function transact<T>(
  database: string,
  mode: IDBTransactionMode,
  work: (table: IDBObjectStore) => Promise<T>,
): Promise<T> {
  let transaction: IDBTransaction | undefined
  let isOver = false

  async function run(): Promise<T> {
    if (typeof indexedDB === 'undefined') throw new SessionStoreError('unavailable', 'There is no IndexedDB here')
    const connection = connections.get(database) ?? createStore(database, TABLE)
    connections.set(database, connection)
    return connection('readonly', async ({ transaction: { db } }) => {
      if (isOver) throw new SessionStoreError('unavailable', 'IndexedDB opened too late')
      // Else clearing the site's data would wait until this page is closed.
      db.onversionchange = () => {
        db.close()
        connections.delete(database)
      }
      // A browser takes 'relaxed' otherwise: a power cut would lose the refresh token that the server has just rotated.
      transaction = db.transaction(TABLE, mode, { durability: 'strict' })
      const [result] = await Promise.all([work(transaction.objectStore(TABLE)), promisifyRequest(transaction)])
      return result
    })
  }

  try {
    return await withTimeLimit(run(), LIMIT_MS, 'IndexedDB does not answer: close other tabs of this site, or reload')
  } catch (error) {
    isOver = true
    // A connection that does not answer never will.
    connections.delete(database)
    abort(transaction)
    throw browserStoreError(error ?? transaction?.error, 'IndexedDB')
  }
}

function abort(transaction: IDBTransaction | undefined): void {
  try {
    transaction?.abort()
  } catch {
    // It is over already.
  }
}
