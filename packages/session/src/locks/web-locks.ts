import { onAbort } from '../on-abort.ts'
import type { Lock } from './lock.ts'

/**
 * The Web Locks of a browser: one holder among all tabs and workers of an origin, given back when its tab is closed. `impossible` where
 * there are none (Chromium before 69, pages from `http:`), and in Node, Deno and Bun, whose Web Locks reach one process only.
 *
 * @see https://www.w3.org/TR/web-locks/
 */
export function webLocks(): Lock {
  return {
    acquire(name, { waitMs, leaseMs, signal }) {
      const locks = locksOfBrowser()
      if (!locks) return Promise.resolve('impossible')
      return new Promise((resolve) => {
        const wait = new AbortController()
        const stopWaiting = (): void => wait.abort()
        const timer = setTimeout(stopWaiting, waitMs)
        const stopListening = onAbort(signal, stopWaiting)
        if (signal.aborted) stopWaiting()
        const end = (): void => {
          clearTimeout(timer)
          stopListening()
        }

        const hold = (): Promise<void> =>
          new Promise((giveBack) => {
            end()
            // A holder that never comes to its end must not keep out all others for as long as its tab is open.
            const lease = setTimeout(giveBack, leaseMs)
            resolve({
              async release() {
                clearTimeout(lease)
                giveBack()
              },
            })
          })
        locks.request(name, { signal: wait.signal }, hold).catch((error: unknown) => {
          end()
          resolve((error as DOMException).name === 'AbortError' ? 'held' : 'impossible')
        })
      })
    },
  }
}

/** What the browser has them by; undefined where it has none. */
export function locksOfBrowser(): LockManager | undefined {
  if (typeof navigator === 'undefined' || /^(?:Node\.js|Deno|Bun)\b/.test(navigator.userAgent)) return undefined
  return (navigator as { locks?: LockManager }).locks
}
