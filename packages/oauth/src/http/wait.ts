/** Waits so many ms. Rejects with the signal's reason. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<void>
