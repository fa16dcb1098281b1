const waiting = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls back when a signal is aborted. However many wait for one signal, it gets one listener: from the eleventh on, Node would warn of a
 * leak.
 *
 * @returns stops that
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const callbacks = waiting.get(signal) ?? new Set()
  waiting.set(signal, callbacks)
  if (callbacks.size === 0) signal.addEventListener('abort', callAll)
  callbacks.add(callback)
  return () => {
    callbacks.delete(callback)
    if (callbacks.size === 0) signal.removeEventListener('abort', callAll)
  }
}

function callAll(this: AbortSignal): void {
  for (const callback of waiting.get(this) ?? []) {
    try {
      callback()
    } catch (error) {
      // As if it had a listener of its own: its error is uncaught, and the others are called all the same.
      queueMicrotask(() => {
        throw error
      })
    }
  }
}
