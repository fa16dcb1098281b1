import { onEachSecond, secondsUntil } from '@device-flow/machine/adapter'
import type { Clock } from '@device-flow/machine/adapter'
import { systemClock } from '@device-flow/machine/clock'
import { useCallback, useSyncExternalStore } from 'react'

/** What a countdown is of: a flow of `useDeviceFlow`. Times are wall clock, ms since the epoch. */
export interface Countdown {
  /** Not read; it lets each status of a flow be handed over. */
  readonly status?: string
  /** When the code dies. */
  readonly expiresAt?: number | undefined
  /** When it arrived: what a server renders is counted from then. */
  readonly receivedAt?: number | undefined
  /** Default: the platform's. */
  readonly clock?: Clock
}

/**
 * Counts the whole seconds until the code dies; 0 from then on, and where no code is shown. Renders the component that calls it once a
 * second, so call it in a small one: those above it do not render.
 *
 * @example
 * ```tsx
 * import { useSecondsLeft, type DeviceFlow } from '@device-flow/react'
 *
 * export function TimeLeft({ flow }: { flow: DeviceFlow }) {
 *   return <p role="timer">{useSecondsLeft(flow)} s</p>
 * }
 * ```
 */
export function useSecondsLeft({ expiresAt = 0, receivedAt = expiresAt, clock = systemClock }: Countdown): number {
  const subscribe = useCallback((tick: () => void) => onEachSecond(expiresAt, clock, tick), [expiresAt, clock])
  return useSyncExternalStore(
    subscribe,
    () => secondsUntil(expiresAt, clock.now()),
    // A server has another clock: both sides begin with the full time, and the browser corrects it.
    () => secondsUntil(expiresAt, receivedAt),
  )
}
