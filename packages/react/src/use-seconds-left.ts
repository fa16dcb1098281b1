import { onEachSecond, secondsUntil } from '@device-flow/machine/adapter'
import type { Clock } from '@device-flow/machine/adapter'
import { systemClock } from '@device-flow/machine/clock'
import { useCallback, useSyncExternalStore } from 'react'

/** What a countdown is of: a flow of `useDeviceFlow`. Times are wall clock, ms since the epoch. */
export interface Countdown {
  readonly status?: string
  readonly expiresAt?: number | undefined
  readonly receivedAt?: number | undefined
  readonly clock?: Clock
}

/**
 * Whole seconds until the code dies; 0 from then on, and where no code is shown. Renders the component that calls it once a second, so
 * call it in a small one: those above it do not render.
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
