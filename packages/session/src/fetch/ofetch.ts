import { isDeviceFlowError } from '@device-flow/machine'
import type { DeviceFlowActor, TokenSource } from '@device-flow/machine'
import { createFetch } from 'ofetch'
import type { $Fetch, FetchOptions } from 'ofetch'
import { createAuthorizedFetch } from './authorized-fetch.ts'
import type { AuthorizedFetchOptions } from './authorized-fetch.ts'
import { InsufficientAuthorizationError } from './insufficient-authorization-error.ts'
import { OriginNotAllowedError } from './origin-not-allowed-error.ts'

/**
 * Creates an `ofetch` that sends the access token of a login along, as `createAuthorizedFetch` does: JSON in and out, and an error for
 * each status that is one. Its retries are for the network and the API: a call that was refused before it left, or by an API that wants
 * more than the session has, is not repeated.
 *
 * @param defaults what each call has if it does not say otherwise, such as `baseURL`
 * @throws SessionOptionsError at once, as `createAuthorizedFetch` does
 * @throws FetchError (a call rejects with it) for each failure; its `cause` is what `createAuthorizedFetch` rejected with
 * @see {@link https://github.com/unjs/ofetch | ofetch}
 * @example
 * ```ts
 * import type { DeviceFlowActor } from '@device-flow/machine'
 * import { createAuthorizedOfetch } from '@device-flow/session/ofetch'
 *
 * export function loadOrders(actor: DeviceFlowActor): Promise<{ orders: string[] }> {
 *   const api = createAuthorizedOfetch(actor, { allowedOrigins: ['https://api.example.com'] })
 *   return api('https://api.example.com/orders')
 * }
 * ```
 */
export function createAuthorizedOfetch(
  source: TokenSource | DeviceFlowActor,
  options: AuthorizedFetchOptions = {},
  defaults: FetchOptions = {},
): $Fetch {
  const authorizedFetch = createAuthorizedFetch(source, options)
  const fetch: typeof globalThis.fetch = (input, init: FetchOptions & RequestInit = {}) =>
    authorizedFetch(input, init).catch((error: unknown) => {
      // It hands its own options on as `init`, and looks at them again: with no status to judge by, it repeats whatever failed.
      if (isFinal(error)) init.retry = false
      throw error
    })
  return createFetch({ fetch, defaults })
}

/** Whether the call was refused before it left, or by an API that will say the same again. */
function isFinal(error: unknown): boolean {
  return (
    isDeviceFlowError(error) ||
    error instanceof OriginNotAllowedError ||
    error instanceof InsufficientAuthorizationError
  )
}
