/** What {@link Lock.acquire} is asked for. */
export interface LockRequest {
  /** How long to wait for one that another holds, ms. */
  waitMs: number
  /** After how long others may take it over at the latest, ms: longer than any work under it. Of a holder that died, much sooner. */
  leaseMs: number
  /** Ends the wait. A lock that is held is not given back by it. */
  signal: AbortSignal
}

/** A lock that is held. */
export interface Lease {
  /** Gives it back. Releases only what is still ours. Never rejects. */
  release(): Promise<void>
}

/**
 * Lets one tab, process or machine at a time refresh the tokens of a session, or, by another name, ask for a code. It saves requests; that
 * nothing is lost is up to the revision in the record.
 */
export interface Lock {
  /**
   * Waits for the lock of this name. Three answers: it is ours; somebody else still holds it; there can be none here, and whoever goes on
   * without it goes on alone. Never rejects: what goes wrong is `impossible`.
   */
  acquire(name: string, request: LockRequest): Promise<Lease | 'held' | 'impossible'>
}
