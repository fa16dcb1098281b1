/**
 * A controller that is also aborted when a signal is, for the same reason; `end` lets go of that signal and aborts what
 * is left. In place of `AbortSignal.any`, which the browsers of many televisions lack.
 */
export function linkedAbort(signal: AbortSignal | undefined): { controller: AbortController; end: () => void } {
  const controller = new AbortController()
  const onAbort = (): void => controller.abort(signal?.reason)
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  const end = (): void => {
    signal?.removeEventListener('abort', onAbort)
    controller.abort()
  }
  return { controller, end }
}
