import type { Clock } from '@device-flow/machine/clock'
import { withTimeLimit } from '../stores/time-limit.ts'

/** How long one storage call may take. Stores have limits of their own, shorter and with better words: this is for those that have none. */
const STORE_LIMIT_MS = 15_000

/** A wait that can be ended before its time; it never resolves then. */
export interface Pause {
  over: Promise<void>
  stop(): void
}

export function pause(clock: Clock, ms: number): Pause {
  let stop: (() => void) | undefined
  const over = new Promise<void>((resolve) => {
    stop = clock.schedule(resolve, ms)
  })
  return { over, stop: () => stop?.() }
}

/** Calls a store. One that does not answer in time rejects: IndexedDB, D-Bus and extensions of browsers may never settle. */
export async function withinLimit<T>(clock: Clock, kind: string, call: () => Promise<T>): Promise<T> {
  const message = `Where the session is kept (${kind}) did not answer within ${STORE_LIMIT_MS / 1000} s. Try again.`
  return withTimeLimit(call(), STORE_LIMIT_MS, message, clock)
}
