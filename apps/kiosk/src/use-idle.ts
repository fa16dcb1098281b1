import type { Clock } from '@device-flow/machine/clock'
import { onScopeDispose, shallowReadonly, shallowRef, type ShallowRef } from 'vue'

// Long enough to put a phone down for, and more than the twenty seconds of WCAG 2.2.1 at the usual minute.
const WARNING_SHARE = 1 / 3
const MAX_WARNING_MS = 60_000
const SECOND_MS = 1_000

/** How long the screen has been left alone. */
export interface Idle {
  /** Seconds until it is over, in the last third of the time and the last minute; otherwise undefined. */
  readonly secondsLeft: Readonly<ShallowRef<number | undefined>>
  /** When it will be over unless somebody touches the screen: wall clock, ms since the epoch. */
  readonly endsAt: Readonly<ShallowRef<number>>
  /** Someone is there: starts the time again. `patience` is how many times the usual length to wait from now on. */
  noteTouch: (patience?: number) => void
}

/**
 * Calls back once when nobody has touched the screen for `idleMs`. Runs from the first `noteTouch()`, and ends with its effect scope.
 *
 * Both clocks count: a wall clock that is set back must not leave somebody's data on screen, nor may a suspend, during which the
 * monotonic clock stands still.
 */
export function useIdle(idleMs: number, clock: Clock, onIdle: () => void): Idle {
  const secondsLeft = shallowRef<number>()
  const endsAt = shallowRef(Infinity)
  let allowanceMs = idleMs
  let since = { wall: 0, monotonic: 0 }
  let cancelTimer: (() => void) | undefined

  const check = (): void => {
    const passed = Math.max(clock.now() - since.wall, clock.monotonic() - since.monotonic)
    const left = allowanceMs - passed
    if (left <= 0) {
      secondsLeft.value = undefined
      return onIdle()
    }
    const warningMs = Math.min(MAX_WARNING_MS, allowanceMs * WARNING_SHARE)
    secondsLeft.value = left <= warningMs ? Math.ceil(left / SECOND_MS) : undefined
    cancelTimer = clock.schedule(check, Math.ceil(left % SECOND_MS) || SECOND_MS)
  }

  onScopeDispose(() => cancelTimer?.())
  return {
    secondsLeft: shallowReadonly(secondsLeft),
    endsAt: shallowReadonly(endsAt),
    noteTouch(patience = allowanceMs / idleMs) {
      cancelTimer?.()
      allowanceMs = idleMs * patience
      since = { wall: clock.now(), monotonic: clock.monotonic() }
      endsAt.value = since.wall + allowanceMs
      check()
    },
  }
}
