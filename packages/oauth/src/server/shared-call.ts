/**
 * Makes a function whose callers at the same time share one run. A caller whose signal is aborted leaves the run to the
 * others; when the last one has left, the run is aborted too. Rejects as `run` does, and with the reason of the
 * caller's own signal.
 */
export function sharedCall<Value>(
  run: (signal: AbortSignal) => Promise<Value>,
): (signal: AbortSignal | undefined) => Promise<Value> {
  let underWay: { result: Promise<Value>; controller: AbortController; callers: number } | undefined

  function begin(): NonNullable<typeof underWay> {
    const controller = new AbortController()
    const begun = { controller, callers: 0, result: run(controller.signal) }
    const end = (): void => {
      if (underWay === begun) underWay = undefined
    }
    begun.result.then(end, end)
    return begun
  }

  return (signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const joined = (underWay ??= begin())
      joined.callers += 1
      const onAbort = (): void => {
        reject(signal?.reason)
        joined.callers -= 1
        if (joined.callers > 0) return
        if (underWay === joined) underWay = undefined
        joined.controller.abort(signal?.reason)
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      joined.result.then(resolve, reject).finally(() => signal?.removeEventListener('abort', onAbort))
    })
}
