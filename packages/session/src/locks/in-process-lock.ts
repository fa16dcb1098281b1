import { systemClock } from '@device-flow/machine/clock'
import type { Clock } from '@device-flow/machine/clock'
import { onAbort } from '../on-abort.ts'
import type { Lease, Lock } from './lock.ts'

/**
 * Creates a lock for those who share this object, in one process. Tabs and processes do not see each other's.
 *
 * @example
 * ```ts
 * import { inProcessLock, type Lock } from '@device-flow/session'
 *
 * const lock: Lock = inProcessLock()
 * ```
 */
export function inProcessLock(clock: Clock = systemClock): Lock {
  /** By name, those who wait, in order. A name that is held has a queue, be it empty. */
  const queues = new Map<string, (() => void)[]>()

  function hold(name: string, leaseMs: number): Lease {
    let isOurs = true
    const giveBack = (): void => {
      if (!isOurs) return
      isOurs = false
      stopTimer()
      const next = queues.get(name)?.shift()
      if (next) next()
      else queues.delete(name)
    }
    // Otherwise, work that never ends would keep all others waiting for good.
    const stopTimer = clock.schedule(giveBack, leaseMs)
    return { release: async () => giveBack() }
  }

  return {
    async acquire(name, { waitMs, leaseMs, signal }) {
      if (signal.aborted) return 'held'
      const queue = queues.get(name)
      if (!queue) {
        queues.set(name, [])
        return hold(name, leaseMs)
      }
      return new Promise((resolve) => {
        const stop = (): void => {
          stopTimer()
          stopListening()
        }
        const takeTurn = (): void => {
          stop()
          resolve(hold(name, leaseMs))
        }
        const giveUp = (): void => {
          stop()
          queue.splice(queue.indexOf(takeTurn), 1)
          resolve('held')
        }
        queue.push(takeTurn)
        const stopTimer = clock.schedule(giveUp, waitMs)
        const stopListening = onAbort(signal, giveUp)
      })
    },
  }
}
