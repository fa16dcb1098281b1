import type { DispatcherSource } from '@device-flow/oauth'

/**
 * Makes a `fetch` that is Node's, as it is at each call, through a dispatcher: for the API of a login whose services have that dispatcher.
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
    // Not part of the Fetch standard, and so in no type of it.
    const through: object = dispatcher ? { dispatcher } : {}
    return globalThis.fetch(input, { ...init, ...through })
  }
}
