import type { Clock } from '@device-flow/machine/clock'
import type { Lease, LockRequest } from '../locks/lock.ts'
import { onAbort } from '../on-abort.ts'
import { quietly } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { pause } from './pause.ts'

/** A lock that forgets its own limit is not waited for any longer. */
const LIMIT_EXTRA_MS = 5_000

/** How long giving back may keep somebody waiting: what the work under the lock has brought, or that the lock is no longer needed. */
const GIVE_BACK_MS = 2_000

const FIRST_LOOK_MS = 100
const MAX_LOOK_MS = 1_000

/** What a lock answers; see `Lock.acquire`. */
export type Answer = Lease | 'held' | 'impossible'

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
): Promise<Answer> {
  if (!lock) return 'impossible'
  const waiting = new AbortController()
  const stopListening = signal && onAbort(signal, () => waiting.abort())
  let answer: Answer | undefined
  // An app's own lock may throw at once, or answer nothing.
  const acquire = async (): Promise<Answer> =>
    (await lock.acquire(name, { waitMs, leaseMs, signal: waiting.signal })) ?? 'impossible'
  const answered = acquire()
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
  await giveBack(clock, answered)
  return 'held'
}

/** Gives a lock back, or what was answered in its place. Never rejects, and goes on without a lock that does not let go. */
export async function giveBack(clock: Clock, answer: Answer | Promise<Answer>): Promise<void> {
  const release = async (): Promise<void> => {
    const lease = await answer
    if (typeof lease === 'object') await lease.release()
  }
  await pause(clock, GIVE_BACK_MS, quietly(release()))
}
