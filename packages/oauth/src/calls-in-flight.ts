/** Counts the calls that are under way. */
export interface CallsInFlight {
  /**
   * Makes a call, and settles as it does. A call that fails may be the last of its login; with `mayBeLast`, so may one
   * that succeeds. If no other call is under way then, `onIdle` is called.
   */
  during<Value>(call: () => Promise<Value>, options?: { mayBeLast?: boolean }): Promise<Value>
}

/** Makes a counter that calls `onIdle` when the last login may have ended. */
export function createCallsInFlight(onIdle: () => void): CallsInFlight {
  let count = 0
  return {
    during(call, { mayBeLast = false } = {}) {
      count += 1
      const end = (mayHaveEnded: boolean): void => {
        count -= 1
        if (mayHaveEnded && count === 0) onIdle()
      }
      const result = call()
      // Beside it, not around it: a login waits in one of these most of the time, and an async function takes more memory.
      result.then(
        () => end(mayBeLast),
        () => end(true),
      )
      return result
    },
  }
}
