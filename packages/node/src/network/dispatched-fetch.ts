import type { DispatcherSource } from '@device-flow/oauth'
import type { NodeDispatcher } from '@device-flow/untrusted'

/**
 * Makes a `fetch` that is Node's, as it is at each call, through a dispatcher: for the API of a login whose services have that dispatcher.
 * What is answered with 421 (Misdirected Request) is not sent again by itself, as Node's own does.
 *
 * @example
 * ```ts
 * import type { DeviceFlowActor } from '@device-flow/machine'
 * import { dispatchedFetch, networkDispatcher } from '@device-flow/node/network'
 * import { createAuthorizedFetch } from '@device-flow/session'
 *
 * export function apiOf(actor: DeviceFlowActor): typeof globalThis.fetch {
 *   const dispatcher = networkDispatcher()
 *   return createAuthorizedFetch(actor, dispatcher && { fetch: dispatchedFetch(dispatcher) })
 * }
 * ```
 */
export function dispatchedFetch(source: DispatcherSource): typeof globalThis.fetch {
  return async (input, init) => {
    const dispatcher = typeof source === 'function' ? await source() : source
    // Few programs call an API at once: what is imported at the start waits for as little as can be.
    const { fetchOnce } = await import('./fetch-once.ts')
    return fetchOnce(input, dispatcher ? { ...init, dispatcher: dispatcher as NodeDispatcher } : init)
  }
}
