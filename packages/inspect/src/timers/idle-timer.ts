/** Calls back after `ms`, without keeping a Node process alive for it. Returns a function that cancels it. */
export function idleTimer(callback: () => void, ms: number): () => void {
  const timer: unknown = setTimeout(callback, ms)
  // Browsers' timers are numbers.
  if (typeof timer === 'object' && timer !== null && 'unref' in timer) (timer as { unref(): void }).unref()
  return () => clearTimeout(timer as number)
}
