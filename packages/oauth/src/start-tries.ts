import { TransientFault } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import type { Server } from './server/server.ts'

/** A try that follows a failed one within this time belongs to the same start: nobody waits longer before a screen without a code. */
const SAME_START_MS = 40_000

/** The tries of a start, of which each is a call of `requestDeviceAuthorization`. */
export interface StartTries {
  /** The longest that a request may take now, ms. */
  timeoutMs(): number
  /** The server as an earlier try of this start has found it. */
  server(): Server | undefined
  /** Takes note of the server that a try has found. */
  found(server: Server): void
  /** Makes a try. Rejects as it does. */
  run<Value>(attempt: () => Promise<Value>): Promise<Value>
}

/** Makes a memory of the tries of a start, which ends when one brings a code, or an error that no other try would cure. */
export function createStartTries(clock: Clock, timeoutsMs: readonly number[]): StartTries {
  const none = { server: undefined as Server | undefined, timeouts: 0, failedAt: 0 }
  let start = { ...none }

  return {
    timeoutMs: () => timeoutsMs[start.timeouts]!,
    server: () => start.server,
    found: (server) => void (start.server = server),
    async run(attempt) {
      // Written so that NaN makes it another start.
      if (!(clock.monotonic() - start.failedAt < SAME_START_MS)) start = { ...none }
      try {
        const value = await attempt()
        start = { ...none }
        return value
      } catch (error) {
        const timeouts = start.timeouts + (error instanceof TransientFault && error.reason === 'timeout' ? 1 : 0)
        const isOver = !(error instanceof TransientFault) || timeouts >= timeoutsMs.length
        start = isOver ? { ...none } : { ...start, timeouts, failedAt: clock.monotonic() }
        throw error
      }
    },
  }
}
