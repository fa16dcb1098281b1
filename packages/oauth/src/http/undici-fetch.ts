import { createHiddenStatus, currentDispatcher, MISDIRECTED_REQUEST } from '@device-flow/untrusted'
import type { HiddenStatus, NodeDispatcher } from '@device-flow/untrusted'
import { ofCertificate } from './certificate-trouble.ts'
import { createKeptConnections } from './kept-connections.ts'
import type { NodeOptions } from './node-options.ts'
import { PROXY_AUTHENTICATION_REQUIRED } from './proxy-refusal.ts'
import { atProxy } from './proxy-trouble.ts'
import { createRequestHeaders } from './request-headers.ts'
import type { Abort, UndiciHandler } from './undici-handler.ts'

export { whyUnread } from './why-unread.ts'

type IsInTime = (() => boolean) | undefined

/** Node's fetch; `isInTime` says whether the request may still leave, and is asked right before its first byte. */
export type UndiciFetch = (input: RequestInfo | URL, init: RequestInit, isInTime: IsInTime) => Promise<Response>

/**
 * Makes Node's fetch with a name of its own, through the dispatcher that was given: each request leaves once, broken responses do no
 * harm, and a server that closes the connections it keeps is asked on a new one each time.
 */
export function createUndiciFetch(options: NodeOptions): UndiciFetch {
  const { dispatcher: source } = options
  const headersOf = createRequestHeaders(options)
  const kept = createKeptConnections()
  return async (input, init, isInTime) => {
    const dispatcher = typeof source === 'function' ? await source() : source
    const hidden = createHiddenStatus(MISDIRECTED_REQUEST, PROXY_AUTHENTICATION_REQUIRED)
    const given = dispatcher as NodeDispatcher | undefined
    const address = String(input)
    const isFresh = kept.isFresh(address)
    const guard = createGuard({ hidden, isInTime, isFresh, signal: init.signal, given })
    // Not part of the Fetch standard, and so in no type of it.
    const guarded: object = { dispatcher: guard }
    const headers = headersOf(address, init.headers)
    try {
      return hidden.restore(await globalThis.fetch(input, { ...init, headers, ...guarded }))
    } catch (error) {
      kept.noteFailure(address, error)
      throw ofCertificate(atProxy(error, address))
    }
  }
}

/** One call of fetch: what its guard has to know. */
interface Guarded {
  hidden: HiddenStatus
  isInTime: IsInTime
  /** Whether its connection is not to be used again. */
  isFresh: boolean
  signal: RequestInit['signal']
  given: NodeDispatcher | undefined
}

function createGuard({ hidden, isInTime, isFresh, signal, given }: Guarded): NodeDispatcher {
  return {
    get isMockActive() {
      return (given ?? currentDispatcher()).isMockActive
    },
    dispatch(options, handler: UndiciHandler) {
      hidden.hideFrom(handler)
      if (isInTime) lookBeforeItLeaves(handler, isInTime)
      endBrokenBodies(handler)
      // `connection: close`, in undici's words.
      const outgoing = isFresh ? { ...options, reset: true } : options
      // undici tells of an abort once there is a connection: that of networkDispatcher ends a wait for a proxy by the signal.
      return given
        ? given.dispatch({ ...outgoing, signal }, handler)
        : currentDispatcher(handler).dispatch(outgoing, handler)
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
