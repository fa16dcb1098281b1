/** Counts the calls that are under way. */
export interface CallsUnderWay {
  /**
   * Makes a call, and settles as it does. A call that fails may be all that is heard of the end of its login; so may one that settles in any
   * way, with `mayEnd`. When no other call is under way then, nobody is left to need what was begun for them.
   */
  during<Value>(call: () => Promise<Value>, options?: { mayEnd?: boolean }): Promise<Value>
}

/** Makes a counter that tells when the last login may have ended. */
export function createCallsUnderWay(onIdle: () => void): CallsUnderWay {
  let count = 0
  return {
    async during(call, { mayEnd = false } = {}) {
      count += 1
      let hasEnded = true
      try {
        const value = await call()
        hasEnded = mayEnd
        return value
      } finally {
        count -= 1
        if (hasEnded && count === 0) onIdle()
      }
    },
  }
}
