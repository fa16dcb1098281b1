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
  // Asynchronous, so that what `work` throws at once is a rejection too, and stops the timer.
  const begin = async (): Promise<T> => work(controller.signal)
  return new Promise<T>((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', callOff)
    }
    const giveUp = (why: string): void => {
      settle()
      reject(new Error(why))
      controller.abort()
    }
    const callOff = (): void => giveUp('It was called off.')
    const timer = setTimeout(giveUp, limitMs, `There was no answer within ${limitMs / 1000} seconds.`)
    if (outer?.aborted) return callOff()
    outer?.addEventListener('abort', callOff)
    begin().then(resolve, reject).then(settle, settle)
  })
}
