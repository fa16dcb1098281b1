type Fetch = typeof globalThis.fetch

/** The part of undici's request handler, Node's fetch underneath, that matters here. */
interface Handler {
  onHeaders?: (...headers: unknown[]) => unknown
  body?: { listenerCount(event: 'error'): number; on(event: 'error', listener: () => void): unknown } | null
  abort?: (() => void) | null
}

interface Dispatcher {
  isMockActive?: boolean | undefined
  dispatch(options: unknown, handler: Handler): boolean
}

/**
 * The platform's fetch, looked up at each call, so that one that is patched or replaced later (tracing, tests) is the
 * one that is used.
 */
export const platformFetch: Fetch = async (input, init) => {
  if (!isUndici()) return globalThis.fetch(input, init)
  await socketsRead()
  return globalThis.fetch(input, { ...init, ...guard })
}

// As it was when this was loaded: a test that fakes timers is not to hold up requests.
const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown }

/**
 * After a process was stopped, its timers fire before it reads in its sockets that the server has closed them
 * meanwhile: a request would go to a dead connection, and a login's last poll with it.
 */
function socketsRead(): Promise<void> {
  return new Promise((resolve) => (setImmediate ? void setImmediate(resolve) : resolve()))
}

function isUndici(): boolean {
  return (globalThis as { process?: { versions?: { undici?: string } } }).process?.versions?.undici !== undefined
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

// Not part of the Fetch standard, and so in no type of it.
const guard: object = {
  dispatcher: {
    get isMockActive() {
      return current().isMockActive
    },
    dispatch(options, handler) {
      const { onHeaders } = handler
      if (onHeaders) handler.onHeaders = (...headers) => guarded(handler, onHeaders.apply(handler, headers))
      return current(handler).dispatch(options, handler)
    },
  } satisfies Dispatcher,
}

/**
 * undici before 7.30 rejects a response with more than five content encodings, but leaves its body open and unwatched.
 * Whatever then happened to the connection, be it only that the server closes it, would be an 'error' event that ends
 * the process.
 */
function guarded(handler: Handler, goOn: unknown): unknown {
  if (handler.body?.listenerCount('error') === 0) {
    handler.body.on('error', () => {})
    handler.abort?.()
  }
  return goOn
}
