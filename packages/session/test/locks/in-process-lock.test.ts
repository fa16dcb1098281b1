import { createVirtualClock } from '@device-flow/testing'
import { describe, expect, test } from 'vitest'
import { inProcessLock } from '../../src/locks/in-process-lock.ts'
import { lockCases } from '../lock-cases.ts'

describe('a lock in one process', () => {
  test.each(lockCases)('$title', async ({ run }) => {
    const lock = inProcessLock()
    await expect(run({ open: () => lock })).resolves.toBeUndefined()
  })

  test('is given to those who wait in the order in which they came, and leaves no timer behind', async () => {
    const clock = createVirtualClock()
    const lock = inProcessLock(clock)
    const signal = new AbortController().signal
    const order: number[] = []
    const work = async (who: number): Promise<void> => {
      const lease = await lock.acquire('tv', { waitMs: 1_000, leaseMs: 1_000, signal })
      order.push(who)
      if (typeof lease === 'object') await lease.release()
    }
    await Promise.all([1, 2, 3].map(work))
    expect(order).toEqual([1, 2, 3])
    expect(clock.pendingTimers).toBe(0)
  })
})
