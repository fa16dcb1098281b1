import { onAbort } from '../on-abort.ts'

/** The promise, or a rejection with the signal's reason if that comes first. The work behind the promise goes on. */
export function withSignal<T>(promise: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    const stopWaiting = onAbort(signal, () => reject(signal.reason))
    promise.then(resolve, reject).finally(stopWaiting)
  })
}
