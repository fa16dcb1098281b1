import { createHiddenStatus, MISDIRECTED_REQUEST } from './hidden-status.ts'
import type { ResponseHandler } from './hidden-status.ts'

/** What undici calls a dispatcher: it carries the requests of Node's fetch. */
export interface NodeDispatcher {
  isMockActive?: boolean | undefined
  dispatch(options: object, handler: ResponseHandler): boolean
}

/**
 * The dispatcher that fetch would use: undici keeps it there for all copies of itself; the second takes handlers of a
 * newer kind.
 */
export function currentDispatcher(handler?: ResponseHandler): NodeDispatcher {
  const known = globalThis as unknown as Record<symbol, NodeDispatcher>
  const version = (number: 1 | 2): NodeDispatcher => known[Symbol.for(`undici.globalDispatcher.${number}`)]!
  return (handler && !handler.onHeaders && version(2)) || version(1)
}

/**
 * Does what Node's fetch does, through a dispatcher, where one is given, or named in the options; but a request that is answered with 421
 * (Misdirected Request) is not sent again by itself. A `Request` may have a dispatcher of its own, which nobody sees: without another, it
 * is left to fetch.
 */
export async function fetchOnce(
  input: RequestInfo | URL,
  init: RequestInit & { dispatcher?: NodeDispatcher | undefined } = {},
): Promise<Response> {
  const { dispatcher: given } = init
  if (!given && input instanceof Request) return globalThis.fetch(input, init)
  const misdirected = createHiddenStatus(MISDIRECTED_REQUEST)
  const dispatcher: NodeDispatcher = {
    get isMockActive() {
      return (given ?? currentDispatcher()).isMockActive
    },
    dispatch(options, handler) {
      misdirected.hideFrom(handler)
      return (given ?? currentDispatcher(handler)).dispatch(options, handler)
    },
  }
  // Not part of the Fetch standard, and so in no type of it.
  const through: object = { ...init, dispatcher }
  return misdirected.restore(await globalThis.fetch(input, through))
}
