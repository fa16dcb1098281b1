import type { Clock } from '@device-flow/machine/adapter'

/** The poll that a hint asks for, and its answer, take about so much longer than the interval, ms. */
const ANSWER_MS = 2_000

/** What has come of the person's word that they are done: without any, a button that brought nothing looks broken. */
export interface Hinting {
  state: () => 'none' | 'checking' | 'notYet'
  begin: (intervalMs: number) => void
  end: () => void
}

/** Follows the person's hints; calls back when the answer is overdue, and so is "not yet". */
export function createHinting(clock: Clock, onChange: () => void): Hinting {
  let state: 'none' | 'checking' | 'notYet' = 'none'
  let cancel: (() => void) | undefined
  const become = (next: typeof state): void => {
    state = next
    onChange()
  }
  return {
    state: () => state,
    begin(intervalMs) {
      cancel?.()
      cancel = clock.schedule(() => become('notYet'), intervalMs + ANSWER_MS)
      become('checking')
    },
    end: () => cancel?.(),
  }
}
