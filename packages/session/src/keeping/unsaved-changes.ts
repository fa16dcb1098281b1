import type { Clock } from '@device-flow/machine/clock'
import type { Change, Changed, Contents } from './contents.ts'

/** Once the store is well again, whoever reads the old tokens first may spend them: a longer pause would leave them the time for it. */
export const RETRY_MS = 1_000

/** Changes that could not be written yet, in order. */
export interface UnsavedChanges {
  isEmpty(): boolean
  /** Resolves when there are none. */
  untilEmpty(): Promise<void>
  /** Goes on trying without keeping the process alive, until another change is added. A clock that cannot do so tries no more. */
  letGo(): void
  /** `whenLate` hears what has become of the change when it is stored. */
  add(change: Change, whenLate?: (changed: Changed) => void): void
  /** Makes them upon what is stored. `settle` says that the result is stored now. */
  applyTo(stored: Contents): { contents: Contents; settle(): void }
}

/**
 * Creates the list of what is in memory only, and tries to write it, a second after each failure, until that succeeds.
 *
 * @param write writes them, upon what is stored by then
 */
export function createUnsavedChanges(clock: Clock, write: () => Promise<unknown>): UnsavedChanges {
  let changes: { change: Change; whenLate: ((changed: Changed) => void) | undefined }[] = []
  let stopTimer: (() => void) | undefined
  let isLetGo = false
  let waiting: (() => void)[] = []

  function scheduleRetry(): void {
    const retry = async (): Promise<void> => {
      await write().catch(() => {})
      stopTimer = undefined
      if (changes.length > 0) scheduleRetry()
    }
    stopTimer ??= isLetGo ? clock.scheduleBehind?.(retry, RETRY_MS) : clock.schedule(retry, RETRY_MS)
  }

  return {
    isEmpty: () => changes.length === 0,
    untilEmpty: () => (changes.length === 0 ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve))),
    letGo() {
      isLetGo = true
      stopTimer?.()
      stopTimer = undefined
      if (changes.length > 0) scheduleRetry()
    },
    add(change, whenLate) {
      changes.push({ change, whenLate })
      // A timer that was let go keeps nothing alive.
      if (isLetGo) stopTimer = void stopTimer?.()
      isLetGo = false
      scheduleRetry()
    },
    applyTo(stored) {
      let contents = stored
      const results = changes.map(({ change, whenLate }) => {
        const next = change(contents)
        contents = next ?? contents
        return { whenLate, isApplied: next !== undefined }
      })
      return {
        contents,
        settle() {
          // Those that were added meanwhile are not in what was written.
          changes = changes.slice(results.length)
          if (changes.length === 0) {
            stopTimer?.()
            stopTimer = undefined
            for (const resolve of waiting) resolve()
            waiting = []
          }
          for (const { whenLate, isApplied } of results) whenLate?.({ contents, isApplied, isSaved: true })
        },
      }
    },
  }
}
