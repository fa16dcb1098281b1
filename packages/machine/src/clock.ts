import type { DeviceFlowServices, SleepRequest } from './services.ts'

/** Where time comes from. Tests pass a virtual one. */
export interface Clock {
  /** Wall clock, ms since the epoch. It may jump. */
  now(): number
  /** Monotonic clock, ms since any moment. It never jumps, and may stand still while the machine sleeps. */
  monotonic(): number
  /** Calls back once after about `delayMs`; the returned function cancels it. */
  schedule(callback: () => void, delayMs: number): () => void
  /** The same for what nobody waits for: its timer keeps no process alive. A clock without it leaves such work undone. */
  scheduleBehind?: ((callback: () => void, delayMs: number) => () => void) | undefined
  /** Of a virtual clock: stands still while work is done that takes real time, as code is loaded or a response signed. Returns the work. */
  hold?<Value>(work: Promise<Value>): Promise<Value>
}

/** The real clocks and timers of the platform. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
  scheduleBehind(callback, delayMs) {
    const timer: unknown = setTimeout(callback, delayMs)
    // In a browser it is a number.
    if (typeof timer === 'object') (timer as { unref(): void }).unref()
    return () => clearTimeout(timer as Parameters<typeof clearTimeout>[0])
  },
}

// Long waits go in slices: a timer over 2 147 483 647 ms fires at once, and one that slept through a suspend fires late.
const MAX_SLICE_MS = 60_000
const MIN_SLICE_MS = 1_000

const finiteOr = (fallback: number, value: number): number => (Number.isFinite(value) ? value : fallback)

/**
 * Makes the `sleep` service, which ends when two clocks agree, or one of them where that is enough; see `SleepRequest`. It rejects with
 * the signal's reason when that is aborted.
 *
 * @example
 * ```ts
 * import type { DeviceFlowServices } from '@device-flow/machine'
 * import { createSleep } from '@device-flow/machine/clock'
 *
 * declare const ownRequests: Omit<DeviceFlowServices, 'sleep'>
 * export const services: DeviceFlowServices = { ...ownRequests, sleep: createSleep() }
 * ```
 */
export function createSleep(clock: Clock = systemClock): DeviceFlowServices['sleep'] {
  return (request: SleepRequest, { signal }) =>
    new Promise<void>((resolve, reject) => {
      // Compared like this, NaN counts as absent: it would otherwise turn the wait into a hot loop.
      const atLeastMs = request.atLeastMs && request.atLeastMs > 0 ? request.atLeastMs : 0
      const atMostMs = finiteOr(Infinity, request.atMostMs ?? Infinity)
      // Timers stand still in a suspend, and the wall clock may end this wait then. Browsers slow down chains of five timers and more.
      const maxSliceMs = Math.min(MAX_SLICE_MS, Math.max(MIN_SLICE_MS, atMostMs / 3))
      const startedAt = clock.monotonic()
      const until = request.until && request.until > 0 ? request.until : 0
      let lastWall = finiteOr(0, clock.now())
      let elapsed = 0
      let delay = 0
      // The wall clock may have been set back before this call, while the process was away. That must not stretch the wait: with
      // `atLeastMs` given, it is no longer than that.
      let wallTarget = atLeastMs > 0 ? Math.min(until, lastWall + atLeastMs) : until
      let cancelTimer: (() => void) | undefined

      const onAbort = (): void => {
        cancelTimer?.()
        reject(signal.reason)
      }

      const check = (): void => {
        // In place of a clock that shows no number, the other one is read; when both show none, the timer's delay counts.
        const before = elapsed
        elapsed = finiteOr(elapsed + delay, clock.monotonic() - startedAt)
        const wall = finiteOr(lastWall + elapsed - before, clock.now())
        // A wall clock that was set back must not stretch the wait: the target moves back with it, from where it had come to by then.
        if (wall < lastWall) wallTarget -= lastWall + elapsed - before - wall
        lastWall = wall
        // Timers fire up to 2 ms early, so both clocks are asked again each time.
        const remaining = Math.min(Math.max(wallTarget - wall, atLeastMs - elapsed), atMostMs - elapsed)
        if (remaining <= 0) {
          signal.removeEventListener('abort', onAbort)
          resolve()
        } else {
          delay = Math.ceil(Math.min(remaining, maxSliceMs))
          cancelTimer = clock.schedule(check, delay)
        }
      }

      if (signal.aborted) return reject(signal.reason)
      signal.addEventListener('abort', onAbort, { once: true })
      check()
    })
}
