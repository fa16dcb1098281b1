import type { Lock } from '../locks/lock.ts'

/** The turn of this process to refresh. */
export interface Turn {
  /** The lock, or `impossible` where it goes on without. */
  readonly answer: Awaited<ReturnType<Lock['acquire']>>
  /** From then on others may take the lock over: monotonic clock, ms. */
  readonly until: number
}

/** A turn whose lock is kept, as what came of it is in memory only. */
export interface KeptTurn {
  /** Makes it the next turn of this process. */
  take(): Turn
  /** Gives the lock back now. Never rejects. */
  end(): Promise<void>
}
