import { onAbort } from '../on-abort.ts'

/** The signal by which the caller of a `fetch` gives it up. */
export function signalOf(input: string | URL | Request, init: RequestInit | undefined): AbortSignal | null | undefined {
  return init?.signal ?? (input instanceof Request ? input.signal : undefined)
}

/** The promise, or a rejection with the signal's reason if that comes first. The work behind the promise goes on. */
export function withSignal<T>(promise: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    const stopWaiting = onAbort(signal, () => reject(signal.reason))
    promise.then(resolve, reject).finally(stopWaiting)
  })
}
