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
  let server: Server | undefined
  let timeouts = 0
  let failedAt = 0

  function forget(): void {
    server = undefined
    timeouts = 0
  }

  return {
    timeoutMs: () => timeoutsMs[timeouts]!,
    server: () => server,
    found: (found) => void (server = found),
    async run(attempt) {
      // Written so that NaN makes it another start.
      if (!(clock.monotonic() - failedAt < SAME_START_MS)) forget()
      try {
        const value = await attempt()
        forget()
        return value
      } catch (error) {
        failedAt = clock.monotonic()
        const isTransient = error instanceof TransientFault
        if (isTransient && error.reason === 'timeout') timeouts += 1
        if (!isTransient || timeouts >= timeoutsMs.length) forget()
        throw error
      }
    },
  }
}
