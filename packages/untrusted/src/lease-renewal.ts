/**
 * For how long a lease is written down at a time, ms: so long others wait for one whose holder died, which is less than they wait for any
 * (35 s). A holder that is stopped, or too busy to renew it, loses it as soon.
 */
export const LEASE_TERM_MS = 20_000

const RENEWAL_MS = 5_000

/**
 * Renews a lease while its holder works, but for no longer than `leaseMs`. The returned function ends that: it resolves when no renewal is
 * under way any more, as one that arrives after the lease was given back would take it anew.
 *
 * @param renew writes it down for so long, ms, from now on. What it rejects with is dropped: others may take the lease then
 */
export function renewLease(leaseMs: number, renew: (termMs: number) => Promise<unknown>): () => Promise<unknown> {
  // By a clock that nobody sets.
  const endsAt = performance.now() + leaseMs
  let renewing: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    const termMs = Math.min(Math.ceil(endsAt - performance.now()), LEASE_TERM_MS)
    if (termMs > 0) renewing = renewing.then(() => renew(termMs)).catch(() => {})
  }, RENEWAL_MS)
  // A lease that nobody gives back keeps no process of Node alive.
  if (typeof timer === 'object') (timer as { unref(): void }).unref()
  return () => {
    clearInterval(timer)
    return renewing
  }
}
