import type { Lease, Lock } from '../src/locks/lock.ts'
import { after, same } from './check.ts'

/** Where a lock is: whoever opens the place competes for the same ones. */
interface LockPlace {
  /** The lock as another tab or process opens it. */
  open(): Promise<Lock> | Lock
}

/** What every lock must hold. Throws when it does not; needs no test runner, so that it runs in a page too. */
export interface LockCase {
  readonly title: string
  /** Of locks that are taken over by the clock; Web Locks end with their page instead. */
  readonly forLeases?: boolean
  run(place: LockPlace): Promise<void>
}

const NAME = 'device-flow tv https://as.example/ 1a2b'

const request = (more: { waitMs?: number; leaseMs?: number; signal?: AbortSignal } = {}) => ({
  waitMs: 5_000,
  leaseMs: 60_000,
  signal: new AbortController().signal,
  ...more,
})

/** The lease, where there must be one. */
async function take(lock: Lock, more?: Parameters<typeof request>[0]): Promise<Lease> {
  const lease = await lock.acquire(NAME, request(more))
  if (typeof lease === 'string') throw new Error(`The lock is ${lease}`)
  return lease
}

/**
 * The cases that every lock passes, in real time.
 *
 * @example
 * ```ts
 * for (const { title, run } of lockCases) test(title, () => run({ open: () => lock }))
 * ```
 */
export const lockCases: readonly LockCase[] = [
  {
    title: 'a lock that is free is taken, and again once it is given back',
    async run(place) {
      const lock = await place.open()
      await (await take(lock)).release()
      await (await take(await place.open())).release()
    },
  },
  {
    title: 'one at a time holds it (R2)',
    async run(place) {
      let [holders, most, turns] = [0, 0, 0]
      const work = async (lock: Lock): Promise<void> => {
        for (let turn = 0; turn < 5; turn++) {
          const lease = await take(lock, { waitMs: 30_000 })
          most = Math.max(most, ++holders)
          await after(5)
          holders--
          turns++
          await lease.release()
        }
      }
      const locks = await Promise.all(Array.from({ length: 5 }, () => place.open()))
      await Promise.all(locks.map(work))
      same([most, turns], [1, 25], 'the most holders at once, and the turns')
    },
  },
  {
    title: 'a lock that another holds is `held` when the wait is over, and never taken (T6)',
    async run(place) {
      const lease = await take(await place.open())
      const startedAt = Date.now()
      same(await (await place.open()).acquire(NAME, request({ waitMs: 300 })), 'held', 'the answer')
      const waitedMs = Date.now() - startedAt
      same([waitedMs >= 250, waitedMs < 4_000], [true, true], `a wait of about 300 ms (${waitedMs} ms)`)
      await lease.release()
    },
  },
  {
    title: 'a wait that is aborted ends at once, and leaves the lock to others (T13)',
    async run(place) {
      const lease = await take(await place.open())
      const waiting = new AbortController()
      const answer = (await place.open()).acquire(NAME, request({ signal: waiting.signal }))
      await after(100)
      waiting.abort()
      same(await answer, 'held', 'the answer')
      await lease.release()
      await (await take(await place.open())).release()
    },
  },
  {
    title: 'locks of other names are free',
    async run(place) {
      const lock = await place.open()
      const lease = await take(lock)
      const other = await lock.acquire(`${NAME}0`, request({ waitMs: 300 }))
      same(typeof other, 'object', 'the other')
      await lease.release()
      if (typeof other === 'object') await other.release()
    },
  },
  {
    title: 'giving it back twice does not take it from the next one (T7)',
    async run(place) {
      const first = await take(await place.open())
      await first.release()
      const second = await take(await place.open())
      await first.release()
      same(await (await place.open()).acquire(NAME, request({ waitMs: 200 })), 'held', 'the answer to a third')
      await second.release()
    },
  },
  {
    title: 'a holder that never gives it back loses it after its lease, and not before (T7)',
    forLeases: true,
    async run(place) {
      await take(await place.open(), { leaseMs: 1_000 })
      const other = await place.open()
      same(await other.acquire(NAME, request({ waitMs: 300 })), 'held', 'the answer during the lease')
      await (await take(other, { waitMs: 10_000 })).release()
    },
  },
  {
    title: 'a holder that comes back after its lease does not end the lease of its successor (T7)',
    forLeases: true,
    async run(place) {
      const late = await take(await place.open(), { leaseMs: 300 })
      const successor = await take(await place.open(), { waitMs: 10_000 })
      await late.release()
      same(await (await place.open()).acquire(NAME, request({ waitMs: 200 })), 'held', 'the answer to a third')
      await successor.release()
    },
  },
]
