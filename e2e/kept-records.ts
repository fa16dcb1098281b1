import type { Page } from 'playwright-core'

/** Everything that the page keeps beyond its own life, as text. */
export function everythingKept(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open('device-flow')
        opening.addEventListener('success', () => {
          const records: unknown[] = []
          const transaction = opening.result.transaction('device-flow')
          const walk = transaction.objectStore('device-flow').openCursor()
          walk.addEventListener('success', () => {
            records.push(walk.result?.key, walk.result?.value)
            walk.result?.continue()
          })
          transaction.addEventListener('complete', () => {
            opening.result.close()
            resolve(JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, records]))
          })
        })
      }),
  )
}

/** Cuts off what is kept of sessions, as a crash of the machine would. */
export function cutOffRecords(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('device-flow')
        opening.addEventListener('success', () => {
          const transaction = opening.result.transaction('device-flow', 'readwrite')
          const walk = transaction.objectStore('device-flow').openCursor()
          walk.addEventListener('success', () => {
            const { revision, text } = (walk.result?.value ?? {}) as { revision?: number; text?: string }
            if (text) walk.result?.update({ revision, text: text.slice(0, -40) })
            walk.result?.continue()
          })
          transaction.addEventListener('complete', () => {
            opening.result.close()
            resolve()
          })
        })
      }),
  )
}
