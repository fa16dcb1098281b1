const waiting = new WeakMap<AbortSignal, Set<() => void>>()

/**
 * Calls back when the signal is aborted; returns how to stop waiting for that. However many wait for one signal, it gets one listener:
 * from the eleventh on, Node would warn of a leak.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const callbacks = waiting.get(signal) ?? new Set()
  waiting.set(signal, callbacks)
  if (callbacks.size === 0) signal.addEventListener('abort', tellAll)
  callbacks.add(callback)
  return () => {
    callbacks.delete(callback)
    if (callbacks.size === 0) signal.removeEventListener('abort', tellAll)
  }
}

function tellAll(this: AbortSignal): void {
  for (const callback of waiting.get(this) ?? []) {
    try {
      callback()
    } catch (error) {
      // As from a listener of its own: it is uncaught, and the others are told all the same.
      queueMicrotask(() => {
        throw error
      })
    }
  }
}
