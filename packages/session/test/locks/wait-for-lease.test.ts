import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { waitForLease } from '../../src/locks/wait-for-lease.ts'
import type { LeaseBook } from '../../src/locks/wait-for-lease.ts'

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'performance', 'Date'] }),
)
afterEach(() => void vi.useRealTimers())

const request = { waitMs: 35_000, leaseMs: 60_000, signal: new AbortController().signal }

/** A book in memory. A process that dies writes in it no more. */
function book() {
  let lease: { owner: string; until: number } | undefined
  const isHeld = (): boolean => lease !== undefined && Date.now() < lease.until
  const open = (): { book: LeaseBook; die(): void } => {
    let isAlive = true
    return {
      book: {
        async take(_, owner, leaseMs) {
          if (!isAlive || (isHeld() && lease?.owner !== owner)) return false
          lease = { owner, until: Date.now() + leaseMs }
          return true
        },
        async giveBack(_, owner) {
          if (lease?.owner === owner) lease = undefined
        },
      },
      die: () => void (isAlive = false),
    }
  }
  return { open, isHeld }
}

describe('a lease', () => {
  test('of a holder that was killed is taken over by those who wait already (R2)', async () => {
    const { open } = book()
    const holder = open()
    await waitForLease(holder.book, 'a', request)
    const waiting = waitForLease(open().book, 'a', request)
    holder.die()
    await vi.advanceTimersByTimeAsync(20_200)
    expect(await waiting).toHaveProperty('release')
  })

  test('of a holder that works for longer than that is its own until the end that it named (T7)', async () => {
    const { open, isHeld } = book()
    await waitForLease(open().book, 'a', request)
    const waiting = waitForLease(open().book, 'a', request)
    await vi.advanceTimersByTimeAsync(35_000)
    expect(await waiting).toBe('held')
    await vi.advanceTimersByTimeAsync(24_900)
    expect(isHeld()).toBe(true)
    await vi.advanceTimersByTimeAsync(200)
    expect(isHeld()).toBe(false)
  })

  test('that is given back during its renewal is free, and stays so', async () => {
    const { open, isHeld } = book()
    const { book: slow } = open()
    const { take } = slow
    const lease = await waitForLease(slow, 'a', request)
    slow.take = async (...args) => {
      await new Promise((resolve) => void setTimeout(resolve, 1_000))
      return take(...args)
    }
    await vi.advanceTimersByTimeAsync(5_500)
    const released = typeof lease === 'object' && lease.release()
    await vi.advanceTimersByTimeAsync(60_000)
    await released
    expect(isHeld()).toBe(false)
  })
})
