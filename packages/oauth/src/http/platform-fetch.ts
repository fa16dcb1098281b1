/**
 * The member of a request's options that says whether it may still leave: asked right before its first byte, where the platform tells of
 * that moment. By a symbol: a fetch of the app that hands its options to another process would fail on a function.
 */
export const IN_TIME: unique symbol = Symbol('in time')

type Options = RequestInit & { [IN_TIME]?: (() => boolean) | undefined }

// As it was when this was loaded: a test that fakes timers is not to hold up requests.
const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown }

/**
 * The platform's fetch, looked up at each call, so that one that is patched or replaced later (tracing, tests) is the
 * one that is used. What only Node needs is loaded there alone.
 */
export async function platformFetch(input: RequestInfo | URL, init: Options = {}): Promise<Response> {
  if (!isUndici()) return globalThis.fetch(input, init)
  const { undiciFetch } = await import('./undici-fetch.ts')
  await socketsRead()
  return undiciFetch(input, init, init[IN_TIME])
}

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
