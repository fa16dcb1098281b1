import type { Page } from 'playwright-core'

/** Everything that the page keeps beyond its own life, as text. */
export function everythingKept(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('device-flow')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const records: unknown[] = []
          const database = opening.result
          const walk = database.transaction('device-flow').objectStore('device-flow').openCursor()
          walk.onerror = () => reject(walk.error)
          walk.onsuccess = () => {
            const cursor = walk.result
            records.push(cursor?.key, cursor?.value)
            if (cursor) return cursor.continue()
            database.close()
            resolve(JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, records]))
          }
        }
      }),
  )
}

/** Cuts off what is kept of sessions, as a crash of the machine would. */
export function cutOffRecords(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('device-flow')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const database = opening.result
          const transaction = database.transaction('device-flow', 'readwrite')
          transaction.oncomplete = () => {
            database.close()
            resolve()
          }
          const walk = transaction.objectStore('device-flow').openCursor()
          walk.onsuccess = () => {
            const cursor = walk.result
            const { revision, text } = (cursor?.value ?? {}) as { revision?: number; text?: string }
            if (text) cursor?.update({ revision, text: text.slice(0, -40) })
            cursor?.continue()
          }
        }
      }),
  )
}
