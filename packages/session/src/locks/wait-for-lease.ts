import { LEASE_TERM_MS, renewLease } from '@device-flow/untrusted'
import { onAbort } from '../on-abort.ts'
import { randomName } from '../random-name.ts'
import type { Lease, LockRequest } from './lock.ts'

const LOOK_AGAIN_MS = 150

/** Where leases are written down. Both reject when that does not work. */
export interface LeaseBook {
  /** Writes it down as the owner's, in one step, unless it is somebody else's. Resolves to whether it is the owner's now. */
  take(name: string, owner: string, leaseMs: number): Promise<boolean>
  /** Strikes it out, in one step, if it is the owner's: it may have ended, and be somebody's by now. */
  giveBack(name: string, owner: string): Promise<void>
}

/**
 * Looks again and again until the lease is ours, or the wait is over. It is renewed then until it is given back, so that one whose holder
 * died is soon free. A book that does not work is no permission: `impossible`.
 */
export async function waitForLease(
  book: LeaseBook,
  name: string,
  { waitMs, leaseMs, signal }: LockRequest,
): Promise<Lease | 'held' | 'impossible'> {
  const owner = randomName()
  // By a clock that nobody sets.
  const giveUpAt = performance.now() + waitMs
  try {
    while (!(await book.take(name, owner, Math.min(leaseMs, LEASE_TERM_MS)))) {
      const leftMs = giveUpAt - performance.now()
      if (signal.aborted || leftMs <= 0) return 'held'
      await pause(Math.min(LOOK_AGAIN_MS, leftMs), signal)
    }
  } catch {
    return 'impossible'
  }
  const endRenewal = renewLease(leaseMs, (termMs) => book.take(name, owner, termMs))
  return {
    async release() {
      await endRenewal()
      await book.giveBack(name, owner).catch(() => undefined)
    },
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      stopListening()
      resolve()
    }
    const timer = setTimeout(end, ms)
    const stopListening = onAbort(signal, end)
  })
}
