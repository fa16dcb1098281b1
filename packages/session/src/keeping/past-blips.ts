import type { Clock } from '@device-flow/machine/clock'
import { SessionStoreError } from '../stores/store-error.ts'
import { pause } from './pause.ts'

/** The pauses before the second try and the third, ms. */
const PAUSES_MS = [200, 800] as const

/** Who has waited for so long has waited for a store that hangs: another try would make that twice as long. */
const LIMIT_MS = 2_000

/** Whether the next try may succeed by itself. What is locked, a person has to unlock: each try may ask them for it. */
export function isBlip(error: unknown): boolean {
  return error instanceof SessionStoreError && error.problem === 'unavailable'
}

/**
 * Calls a store up to three times, where it is unavailable for a moment: for what is called once, by somebody who cannot call again.
 *
 * @throws SessionStoreError as the last call does
 */
export async function pastBlips<T>(clock: Clock, call: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const begunAt = clock.monotonic()
  for (const pauseMs of PAUSES_MS) {
    try {
      return await call()
    } catch (error) {
      if (!isBlip(error) || signal?.aborted || clock.monotonic() - begunAt >= LIMIT_MS) throw error
    }
    await pause(clock, pauseMs)
  }
  return call()
}
