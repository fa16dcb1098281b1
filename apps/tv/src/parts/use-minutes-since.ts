import type { Clock } from '@device-flow/machine/adapter'
import { useEffect, useState } from 'react'

const MINUTE_MS = 60_000

/** Whole minutes since then (wall clock, ms since the epoch); less than 1 until one has passed. Renders its component each minute. */
export function useMinutesSince(then: number, clock: Clock): number {
  const [now, setNow] = useState(() => clock.now())
  useEffect(() => clock.schedule(() => setNow(clock.now()), MINUTE_MS), [then, now, clock])
  // Rounded: timers fire up to 2 ms early, and a minute would otherwise be counted a minute late.
  return Math.round((now - then) / MINUTE_MS)
}
