import type { Lease } from '../locks/lock.ts'
import type { Keeping } from './keeping.ts'
import { pause } from './pause.ts'

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

/** Waits for the lock of the session. Meanwhile it looks, ever more seldom, whether the wait has become needless: `held` then. */
export async function waitForLock(
  { lock, key, clock }: Keeping,
  isNeedless: () => Promise<boolean>,
): Promise<Lease | 'held' | 'impossible'> {
  if (!lock) return 'impossible'
  const waiting = new AbortController()
  let answer: Lease | 'held' | 'impossible' | undefined
  const answered = lock
    .acquire(key, { waitMs: WAIT_MS, leaseMs: LEASE_MS, signal: waiting.signal })
    .catch(() => 'impossible' as const)
    .then((given) => (answer = given))
  const limit = clock.monotonic() + LIMIT_MS
  for (let lookMs = FIRST_LOOK_MS; ; lookMs = Math.min(1.5 * lookMs, MAX_LOOK_MS)) {
    await pause(clock, Math.min(lookMs, limit - clock.monotonic()), answered)
    if (answer) return answer
    // A store that cannot be read now is asked again, here or under the lock.
    if (clock.monotonic() >= limit || (await isNeedless().catch(() => false))) break
  }
  waiting.abort()
  // It may come all the same, at the last moment. A process that ended before it is given back would leave it behind, for a whole lease.
  const givenBack = answered.then((late) => (typeof late === 'object' ? late.release() : undefined))
  await pause(clock, GIVE_BACK_MS, givenBack)
  return 'held'
}
