import type { Lease } from '../locks/lock.ts'
import type { Keeping } from './keeping.ts'
import { pause } from './time-limit.ts'

/** How long the lock is waited for: longer than a refresh may take (30 s). */
const WAIT_MS = 35_000
/** After how long it may be taken from its holder: longer than a refresh and its write. */
const LEASE_MS = 60_000
/** A lock that forgets its own limit is not waited for any longer. */
const LIMIT_MS = WAIT_MS + 5_000

/** How long giving back what is no longer needed may keep somebody waiting. */
const GIVE_BACK_MS = 2_000

const FIRST_LOOK_MS = 100
const MAX_LOOK_MS = 1_000

/**
 * Waits for the lock of the session. Meanwhile it looks, ever more seldom, whether the wait has become needless: with what `look` finds,
 * nobody needs the lock any more.
 */
export async function waitForLock<Found>(
  { lock, key, clock }: Keeping,
  look: () => Promise<Found | undefined>,
): Promise<{ lease: Lease | undefined } | 'held' | { found: Found }> {
  if (!lock) return { lease: undefined }
  const waiting = new AbortController()
  const limit = pause(clock, LIMIT_MS)
  let isOver = false
  const acquired = lock.acquire(key, { waitMs: WAIT_MS, leaseMs: LEASE_MS, signal: waiting.signal })
  const answer = Promise.race([
    acquired.then(
      (lease) => (lease === 'held' ? lease : { lease: lease === 'impossible' ? undefined : lease }),
      () => ({ lease: undefined }),
    ),
    limit.over.then(() => 'held' as const),
  ])
  const looking = (async () => {
    for (let lookMs = FIRST_LOOK_MS; ; lookMs = Math.min(1.5 * lookMs, MAX_LOOK_MS)) {
      const next = pause(clock, lookMs)
      await Promise.race([next.over, answer])
      next.stop()
      // A store that cannot be read now is asked again, here or under the lock.
      const found = isOver ? undefined : await look().catch(() => undefined)
      if (found !== undefined) return { found }
      if (isOver) return new Promise<never>(() => {})
    }
  })()
  const result = await Promise.race([answer.finally(() => (isOver = true)), looking])
  isOver = true
  limit.stop()
  if (typeof result === 'object' && 'lease' in result) return result
  waiting.abort()
  // It may come all the same, at the last moment. A process that ended before it is given back would leave it behind, for a whole lease.
  const givenBack = acquired.then(
    (lease) => (typeof lease === 'object' ? lease.release() : undefined),
    () => {},
  )
  const patience = pause(clock, GIVE_BACK_MS)
  await Promise.race([givenBack, patience.over])
  patience.stop()
  return result
}
