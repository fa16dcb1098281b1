import type { Clock } from '../clock.ts'

const SECOND_MS = 1_000

/** Counts the whole seconds until `at`, as a countdown shows them: 0 only once it is reached. Both are wall clock, ms since the epoch. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / SECOND_MS))
}

/**
 * Calls back at each change of {@link secondsUntil} `at`, and no more once it is 0; the returned function calls it off. The wall clock
 * is asked anew each time, so a throttled timer, a suspend or a clock that was set makes it late at worst, never wrong.
 *
 * @example
 * ```ts
 * import { onEachSecond, secondsUntil } from '@device-flow/machine/adapter'
 * import { systemClock as clock } from '@device-flow/machine/clock'
 *
 * const expiresAt = Date.now() + 60_000
 * const stop = onEachSecond(expiresAt, clock, () => console.log(secondsUntil(expiresAt, clock.now())))
 * // later
 * stop()
 * ```
 */
export function onEachSecond(at: number, clock: Clock, tick: () => void): () => void {
  let cancel: (() => void) | undefined
  const plan = (): void => {
    const left = at - clock.now()
    // Written so that NaN ends it: it would otherwise be a hot loop.
    if (!(left > 0)) return
    cancel = clock.schedule(
      () => {
        plan()
        tick()
      },
      left % SECOND_MS || SECOND_MS,
    )
  }
  plan()
  return () => cancel?.()
}
