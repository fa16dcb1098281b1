import type { NodeOptions } from './node-options.ts'
import type { UndiciFetch } from './undici-fetch.ts'

/**
 * The member of a request's options that says whether it may still leave: asked right before its first byte, where the platform tells of
 * that moment. By a symbol: a fetch of the app that hands its options to another process would fail on a function.
 */
export const IN_TIME: unique symbol = Symbol('in time')

type Options = RequestInit & { [IN_TIME]?: (() => boolean) | undefined }

// As it was when this was loaded: a test that fakes timers is not to hold up requests.
const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown }

/**
 * Makes the platform's fetch, which is looked up at each call, so that one that is patched or replaced later (tracing, tests) is the
 * one that is used. What only Node needs is loaded there alone.
 */
export function createPlatformFetch(options: NodeOptions): typeof globalThis.fetch {
  let undiciFetch: UndiciFetch | undefined
  return async (input, init: Options = {}) => {
    if (!undiciVersion()) return globalThis.fetch(input, init)
    undiciFetch ??= (await import('./undici-fetch.ts')).createUndiciFetch(options)
    await socketsRead()
    return undiciFetch(input, init, init[IN_TIME])
  }
}

/**
 * Why a response that was there could not be read, to go behind what answered. Undefined where the network failed, and where the platform
 * does not say, as browsers do not: only Node loads what knows it.
 */
export async function whyUnread(error: unknown, headers: Headers | undefined): Promise<string | undefined> {
  if (!undiciVersion()) return undefined
  const node = await import('./undici-fetch.ts')
  return node.whyUnread(error, headers)
}

/**
 * After a process was stopped, its timers fire before it reads in its sockets that the server has closed them
 * meanwhile: a request would go to a dead connection, and a login's last poll with it.
 */
function socketsRead(): Promise<void> {
  return new Promise((resolve) => (setImmediate ? void setImmediate(resolve) : resolve()))
}

/** Only where it is what is underneath fetch: in Node. */
function undiciVersion(): string | undefined {
  return (globalThis as { process?: { versions?: { undici?: string } } }).process?.versions?.undici
}
