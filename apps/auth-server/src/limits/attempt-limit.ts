import { isThisComputer } from '../this-computer.ts'

const WINDOW_MS = 60_000

/** A process on this computer can choose among millions of loopback addresses: all of them count as one. */
function callerAt(address: string): string {
  return isThisComputer(address) ? 'this computer' : address
}

/**
 * Counts wrong user codes per network address, so that codes cannot be guessed at speed (RFC 8628 §5.1).
 *
 * Not a library: those count in a promise. GuardedLookUps must check and count without an `await` in between, or guesses that are sent all
 * at once would slip through; and none takes a clock, by which the tests wait a minute.
 */
export class AttemptLimit {
  readonly #perMinute: number
  readonly #now: () => number
  readonly #failures = new Map<string, number[]>()

  constructor(perMinute: number, now: () => number) {
    this.#perMinute = perMinute
    this.#now = now
  }

  /** Counts a wrong code from this address. */
  failed(address: string): void {
    this.#forgetOldFailures()
    const caller = callerAt(address)
    this.#failures.set(caller, [...(this.#failures.get(caller) ?? []), this.#now()])
  }

  /** Tells how long this address has to wait before the next try, in whole seconds; 0 when it may try now. */
  secondsToWait(address: string): number {
    this.#forgetOldFailures()
    const failures = this.#failures.get(callerAt(address)) ?? []
    const oldestThatCounts = failures.at(-this.#perMinute)
    return oldestThatCounts === undefined ? 0 : Math.ceil((oldestThatCounts + WINDOW_MS - this.#now()) / 1000)
  }

  #forgetOldFailures(): void {
    const start = this.#now() - WINDOW_MS
    for (const [address, failures] of this.#failures) {
      const recent = failures.filter((at) => at > start)
      if (recent.length > 0) this.#failures.set(address, recent)
      else this.#failures.delete(address)
    }
  }
}
