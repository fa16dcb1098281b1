/**
 * Gives work so many ms, and aborts it then, or when the other signal says so. It rejects at once, aborted or not: the oldest engines can't
 * abort a body that never ends.
 */
export function withinTime<T>(
  limitMs: number,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`There was no answer within ${limitMs / 1000} seconds.`))
      abort()
    }, limitMs)
    const settle = (): void => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', abort)
    }
    if (outer?.aborted) abort()
    outer?.addEventListener('abort', abort)
    work(controller.signal).then(resolve, reject).then(settle, settle)
  })
}
