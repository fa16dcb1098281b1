export type Abort = (reason: Error) => void

/** The part of undici's request handler, Node's fetch underneath, that matters here. */
export interface UndiciHandler {
  /** Called when there is a connection, and nothing of the request is on it yet. */
  onConnect?: (abort: Abort, ...more: unknown[]) => unknown
  onHeaders?: (status: number, ...more: unknown[]) => unknown
  /** These two are the same in a handler of a newer kind. */
  onRequestStart?: (controller: { abort: Abort }, ...more: unknown[]) => unknown
  onResponseStart?: (controller: unknown, status: number, ...more: unknown[]) => unknown
  body?: { listenerCount(event: 'error'): number; on(event: 'error', listener: () => void): unknown } | null
  abort?: (() => void) | null
}
