/** Resolves with the signal's reason when it is aborted; without a signal never. */
export function whenAborted(signal: AbortSignal | undefined): Promise<unknown> {
  return new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve(signal.reason), { once: true })
    if (signal?.aborted) resolve(signal.reason)
  })
}
