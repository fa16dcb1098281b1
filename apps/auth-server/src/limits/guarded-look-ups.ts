import { AsyncLocalStorage } from 'node:async_hooks'
import type { AdapterFactory } from 'oidc-provider'
import type { AttemptLimit } from './attempt-limit.ts'

/** An address has sent too many wrong codes. oidc-provider reads `expose` and `statusCode`. */
export class TooManyWrongCodes extends Error {
  override readonly name = 'TooManyWrongCodes'
  readonly expose = true
  readonly statusCode = 429
  readonly secondsToWait: number

  constructor(secondsToWait: number) {
    super('too many wrong codes')
    this.secondsToWait = secondsToWait
  }
}

/**
 * Looks up user codes within the limit on guessing. However a request is spelled, a code is judged by this look-up and nowhere else, so
 * here is where attempts are counted and refused.
 */
export class GuardedLookUps {
  readonly #limit: AttemptLimit
  readonly #caller = new AsyncLocalStorage<string>()

  constructor(limit: AttemptLimit) {
    this.#limit = limit
  }

  /** Handles a request from this network address: all codes looked up meanwhile are its attempts. */
  during<T>(address: string, handle: () => T): T {
    return this.#caller.run(address, handle)
  }

  /** The same storage. Its look-ups by user code reject with {@link TooManyWrongCodes} when the caller has to wait. */
  guard(storage: AdapterFactory): AdapterFactory {
    return (model) => {
      const adapter = storage(model)
      return {
        ...adapter,
        findByUserCode: async (userCode) => {
          const found = await adapter.findByUserCode(userCode)
          const caller = this.#caller.getStore() ?? ''
          // No `await` from here to the count: otherwise guesses that are sent all at once would slip through between the two.
          const secondsToWait = this.#limit.secondsToWait(caller)
          if (secondsToWait > 0) throw new TooManyWrongCodes(secondsToWait)
          if (!found) this.#limit.failed(caller)
          return found
        },
      }
    }
  }
}
