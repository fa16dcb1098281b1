import { ofCertificate } from './certificate-trouble.ts'
import type { NodeOptions } from './node-options.ts'
import { atProxy } from './proxy-trouble.ts'
import { createRequestHeaders } from './request-headers.ts'
import { createSingleSending } from './send-once.ts'
import type { SingleSending } from './send-once.ts'
import type { Abort, UndiciHandler } from './undici-handler.ts'

export { whyUnread } from './why-unread.ts'

interface Dispatcher {
  isMockActive?: boolean | undefined
  dispatch(options: unknown, handler: UndiciHandler): boolean
}

type IsInTime = (() => boolean) | undefined

/** Node's fetch; `isInTime` says whether the request may still leave, and is asked right before its first byte. */
export type UndiciFetch = (input: RequestInfo | URL, init: RequestInit, isInTime: IsInTime) => Promise<Response>

/**
 * Makes Node's fetch with a name of its own, through the dispatcher that was given: each request leaves once, and broken responses do no
 * harm.
 */
export function createUndiciFetch(options: NodeOptions): UndiciFetch {
  const { dispatcher: given } = options
  const headersOf = createRequestHeaders(options)
  return async (input, init, isInTime) => {
    const dispatcher = typeof given === 'function' ? await given() : given
    const sending = createSingleSending()
    const guard = createGuard({ sending, isInTime, signal: init.signal, given: dispatcher as Dispatcher | undefined })
    // Not part of the Fetch standard, and so in no type of it.
    const guarded: object = { dispatcher: guard }
    const headers = headersOf(String(input), init.headers)
    try {
      return await globalThis.fetch(input, { ...init, headers, ...guarded })
    } catch (error) {
      const answer = sending.answerGivenUp()
      if (answer) return answer
      throw ofCertificate(atProxy(error, String(input)))
    }
  }
}

/**
 * The dispatcher that fetch would use: undici keeps it there for all copies of itself; the second takes handlers of a
 * newer kind.
 */
function current(handler?: UndiciHandler): Dispatcher {
  const known = globalThis as unknown as Record<symbol, Dispatcher>
  const version = (number: 1 | 2): Dispatcher => known[Symbol.for(`undici.globalDispatcher.${number}`)]!
  return (handler && !handler.onHeaders && version(2)) || version(1)
}

/** One call of fetch: what its guard has to know. */
interface Guarded {
  sending: SingleSending
  isInTime: IsInTime
  signal: RequestInit['signal']
  given: Dispatcher | undefined
}

function createGuard({ sending, isInTime, signal, given }: Guarded): Dispatcher {
  return {
    get isMockActive() {
      return (given ?? current()).isMockActive
    },
    dispatch(options, handler) {
      sending.begin(handler)
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
function lookBeforeItLeaves(handler: UndiciHandler, isInTime: () => boolean): void {
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
function endBrokenBodies(handler: UndiciHandler): void {
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
