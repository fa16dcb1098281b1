import type { Clock } from '@device-flow/machine/clock'
import type { Change, Changed, Contents } from './contents.ts'

const FIRST_RETRY_MS = 1_000
const MAX_RETRY_MS = 60_000

/** Changes that could not be written yet, in order. */
export interface UnsavedChanges {
  isEmpty(): boolean
  /** `whenLate` hears what has become of the change when it is stored. */
  add(change: Change, whenLate?: (changed: Changed) => void): void
  /** Makes them upon what is stored. `settle` says that the result is stored now. */
  applyTo(stored: Contents): { contents: Contents; settle(): void }
}

/**
 * Creates the list of what is in memory only, and tries to write it, with doubling pauses, until that succeeds.
 *
 * @param write writes them, upon what is stored by then
 */
export function createUnsavedChanges(clock: Clock, write: () => Promise<unknown>): UnsavedChanges {
  let changes: { change: Change; whenLate: ((changed: Changed) => void) | undefined }[] = []
  let stopTimer: (() => void) | undefined
  let retryMs = FIRST_RETRY_MS

  function scheduleRetry(): void {
    stopTimer ??= clock.schedule(async () => {
      try {
        await write()
      } catch {
        retryMs = Math.min(2 * retryMs, MAX_RETRY_MS)
      }
      stopTimer = undefined
      if (changes.length > 0) scheduleRetry()
    }, retryMs)
  }

  return {
    isEmpty: () => changes.length === 0,
    add(change, whenLate) {
      changes.push({ change, whenLate })
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
            retryMs = FIRST_RETRY_MS
          }
          for (const { whenLate, isApplied } of results) whenLate?.({ contents, isApplied, isSaved: true })
        },
      }
    },
  }
}
