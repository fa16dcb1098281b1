import type { Lease, LockRequest } from '../locks/lock.ts'
import { onAbort } from '../on-abort.ts'
import type { Keeping } from './keeping.ts'
import { pause } from './pause.ts'

/** A lock that forgets its own limit is not waited for any longer. */
const LIMIT_EXTRA_MS = 5_000

/** How long giving back what is no longer needed may keep somebody waiting. */
const GIVE_BACK_MS = 2_000

const FIRST_LOOK_MS = 100
const MAX_LOOK_MS = 1_000

/** Which lock is waited for, and how. */
interface Wait extends Pick<LockRequest, 'waitMs' | 'leaseMs'> {
  name: string
  signal?: AbortSignal | undefined
}

/** Waits for a lock. Meanwhile it looks, ever more seldom, whether the wait has become needless, or was given up: `held` then. */
export async function waitForLock(
  { lock, clock }: Keeping,
  { name, waitMs, leaseMs, signal }: Wait,
  isNeedless: () => Promise<boolean>,
): Promise<Lease | 'held' | 'impossible'> {
  if (!lock) return 'impossible'
  const waiting = new AbortController()
  const stopListening = signal && onAbort(signal, () => waiting.abort())
  let answer: Lease | 'held' | 'impossible' | undefined
  const answered = lock
    .acquire(name, { waitMs, leaseMs, signal: waiting.signal })
    .catch(() => 'impossible' as const)
    .then((given) => (answer = given))
    .finally(stopListening)
  const limit = clock.monotonic() + waitMs + LIMIT_EXTRA_MS
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
