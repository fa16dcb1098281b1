import { ofCertificate } from './certificate-trouble.ts'
import type { NodeOptions } from './node-options.ts'
import { atProxy } from './proxy-trouble.ts'
import { requestHeaders } from './request-headers.ts'

export { whyUnread } from './why-unread.ts'

type Abort = (reason: Error) => void

/** The part of undici's request handler, Node's fetch underneath, that matters here. */
interface Handler {
  /** Called when there is a connection, and nothing of the request is on it yet. */
  onConnect?: (abort: Abort, ...more: unknown[]) => unknown
  /** The same in a handler of a newer kind. */
  onRequestStart?: (controller: { abort: Abort }, ...more: unknown[]) => unknown
  onHeaders?: (...headers: unknown[]) => unknown
  body?: { listenerCount(event: 'error'): number; on(event: 'error', listener: () => void): unknown } | null
  abort?: (() => void) | null
}

interface Dispatcher {
  isMockActive?: boolean | undefined
  dispatch(options: unknown, handler: Handler): boolean
}

type IsInTime = (() => boolean) | undefined

/**
 * Node's fetch with a name of its own, through the dispatcher that was given, whose broken responses do no harm.
 *
 * @param isInTime whether the request may still leave, asked right before its first byte
 */
export async function undiciFetch(
  input: RequestInfo | URL,
  init: RequestInit,
  options: NodeOptions,
  isInTime: IsInTime,
): Promise<Response> {
  const { dispatcher: given } = options
  const dispatcher = typeof given === 'function' ? await given() : given
  // Not part of the Fetch standard, and so in no type of it.
  const guarded: object = { dispatcher: createGuard(isInTime, init.signal, dispatcher as Dispatcher | undefined) }
  const headers = requestHeaders(String(input), init.headers, options)
  try {
    return await globalThis.fetch(input, { ...init, headers, ...guarded })
  } catch (error) {
    throw ofCertificate(atProxy(error, String(input)))
  }
}

/**
 * The dispatcher that fetch would use: undici keeps it there for all copies of itself; the second takes handlers of a
 * newer kind.
 */
function current(handler?: Handler): Dispatcher {
  const known = globalThis as unknown as Record<symbol, Dispatcher>
  const version = (number: 1 | 2): Dispatcher => known[Symbol.for(`undici.globalDispatcher.${number}`)]!
  return (handler && !handler.onHeaders && version(2)) || version(1)
}

function createGuard(isInTime: IsInTime, signal: RequestInit['signal'], given: Dispatcher | undefined): Dispatcher {
  return {
    get isMockActive() {
      return (given ?? current()).isMockActive
    },
    dispatch(options, handler) {
      if (isInTime) lookBeforeItLeaves(handler, isInTime)
      endBrokenBodies(handler)
      // undici tells of an abort once there is a connection: that of networkDispatcher ends a wait for a proxy by the signal.
      return given
        ? given.dispatch({ ...Object(options), signal }, handler)
        : current(handler).dispatch(options, handler)
    },
  }
}

/**
 * Calls a request off that comes too late. Its name was looked up, its connection opened, and others were let go first; meanwhile the
 * process may have been stopped for any time.
 */
function lookBeforeItLeaves(handler: Handler, isInTime: () => boolean): void {
  const { onConnect, onRequestStart } = handler
  // Called off by undici's own means: that nothing is written then, it sees to.
  const look = (abort: Abort): void => {
    if (!isInTime()) abort(new Error('Too late: not sent.'))
  }
  if (onConnect) {
    handler.onConnect = (abort, ...more) => {
      onConnect.call(handler, abort, ...more)
      look(abort)
    }
  }
  if (onRequestStart) {
    handler.onRequestStart = (controller, ...more) => {
      onRequestStart.call(handler, controller, ...more)
      look((reason) => controller.abort(reason))
    }
  }
}

/**
 * undici before 7.30 rejects a response with more than five content encodings, but leaves its body open and unwatched.
 * Whatever then happened to the connection, be it only that the server closes it, would be an 'error' event that ends
 * the process.
 */
function endBrokenBodies(handler: Handler): void {
  const { onHeaders } = handler
  if (!onHeaders) return
  handler.onHeaders = (...headers) => {
    const goOn = onHeaders.apply(handler, headers)
    if (handler.body?.listenerCount('error') === 0) {
      handler.body.on('error', () => {})
      handler.abort?.()
    }
    return goOn
  }
}
