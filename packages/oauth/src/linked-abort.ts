/**
 * A controller that is also aborted when a signal is, for the same reason. `release` lets go of that signal. In place of
 * `AbortSignal.any`, which the browsers of many televisions lack.
 */
export function linkedAbort(signal: AbortSignal | undefined): { controller: AbortController; release: () => void } {
  const controller = new AbortController()
  const onAbort = (): void => controller.abort(signal?.reason)
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  return { controller, release: () => signal?.removeEventListener('abort', onAbort) }
}
