import type { Clock } from '@device-flow/machine/clock'

/**
 * Waits a while for a promise: resolves to its value; to undefined when it rejects, or is still pending after `limitMs`. It goes on by
 * itself then. Rejects with the signal's reason.
 */
export function settleWithin<Value>(
  promise: Promise<Value>,
  { clock, limitMs, signal }: { clock: Clock; limitMs: number; signal?: AbortSignal | undefined },
): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const settle = (value?: Value): void => {
      cancelTimer()
      signal?.removeEventListener('abort', onAbort)
      resolve(value)
    }
    const onAbort = (): void => {
      cancelTimer()
      reject(signal?.reason)
    }
    const cancelTimer = clock.schedule(() => settle(), limitMs)
    signal?.addEventListener('abort', onAbort, { once: true })
    promise.then(settle, () => settle())
  })
}
