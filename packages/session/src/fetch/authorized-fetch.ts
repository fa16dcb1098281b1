import type { DeviceFlowActor, DeviceFlowClient, DpopProofs, TokenSource } from '@device-flow/machine'
import { tokenSourceOf } from '@device-flow/machine/tokens'
import { systemClock } from '@device-flow/machine/clock'
import type { Clock } from '@device-flow/machine/clock'
import { SessionOptionsError } from '../session-options-error.ts'
import type { AuthorizedCallOptions } from './authorized-call.ts'
import { loadedAtFirstCall } from './loaded-at-first-call.ts'
import { checkNamedOrigins } from './named-origins.ts'

/** What an authorized fetch is made with. All of it may be left out. */
export interface AuthorizedFetchOptions {
  /**
   * The only origins that get the access token, such as `['https://api.example.com']`: https, or http on loopback. Default: those of the
   * client's `audience` and `resources`, where they are URLs.
   */
  allowedOrigins?: readonly string[] | undefined
  /** Whose tokens they are. Default: the client of the login, where an actor is given. */
  client?: DeviceFlowClient | undefined
  /** Proves that the sender has the key that the access token is bound to: `services.dpop`. Without it, only bearer tokens are sent. */
  dpop?: DpopProofs | undefined
  /** Sends the requests. Default: the platform's `fetch`. */
  fetch?: typeof globalThis.fetch | undefined
  /** The clock by which the access token expires. Default: the platform's. */
  clock?: Clock | undefined
}

/**
 * Creates a `fetch` that sends the access token of a login along to the allowed origins alone, as bearer, or with a DPoP proof where it is
 * bound to a key. The token is renewed first when it has expired or is about to: by one request, however many calls wait.
 *
 * In a bundle it is a chunk of its own, which the first call loads.
 *
 * After a 401 that is about the token, the token is renewed once and the request sent once more; a second 401 is the API's answer, and the
 * same token is not renewed again for that origin. What cannot be sent again is a stream, or a `Request` with more than 1 MiB in it: then
 * it resolves to the 401, and the next call has the new token.
 *
 * A redirect to another origin is followed without the token. Chromium has this rule from 119 on, Firefox from 111, Safari from 16.1: in an
 * older browser, pass `redirect: 'error'`.
 *
 * @param source a login whose actor runs (`flow.actor` of a hook or composable, `session.actor` of `signIn`), or a source of tokens of
 *   your own
 * @throws SessionOptionsError at once, for a source that is none, and for an `allowedOrigins` that is no list of origins over https or on
 *   loopback
 * @throws OriginNotAllowedError (the fetch rejects with it, before any request) for a URL elsewhere
 * @throws DeviceFlowError (the fetch rejects with it) `signedOut` when nobody is signed in, `offline` when the token cannot be renewed now
 * @throws InsufficientAuthorizationError (the fetch rejects with it) when the API wants a scope that was not granted, or a stronger or more
 *   recent sign-in
 * @throws TypeError (the fetch rejects with it) for what is no URL, where `fetch` itself does, and when the chunk cannot be loaded
 * @see {@link https://www.rfc-editor.org/rfc/rfc6750#section-2.1 | RFC 6750 §2.1}
 * @example
 * ```ts
 * import type { DeviceFlowActor } from '@device-flow/machine'
 * import { createAuthorizedFetch } from '@device-flow/session'
 *
 * export async function loadOrders(actor: DeviceFlowActor): Promise<unknown> {
 *   const authorizedFetch = createAuthorizedFetch(actor, { allowedOrigins: ['https://api.example.com'] })
 *   const response = await authorizedFetch('https://api.example.com/orders')
 *   return response.json()
 * }
 * ```
 */
export function createAuthorizedFetch(
  source: TokenSource | DeviceFlowActor,
  options: AuthorizedFetchOptions = {},
): typeof globalThis.fetch {
  if (!isActor(source) && typeof source?.fresh !== 'function') {
    throw new SessionOptionsError('source', 'must be the actor of a login, or a source of tokens')
  }
  const { fetch, dpop, clock = systemClock } = options
  const tokens = isActor(source) ? tokenSourceOf(source, () => clock.now()) : source
  const client = options.client ?? (isActor(source) ? source.getSnapshot().context.client : undefined)
  return loadAuthorizedFetch(tokens, {
    allowedOrigins: checkNamedOrigins(options.allowedOrigins),
    services: { client, dpop },
    fetch,
    clock,
  })
}

/** The same, where the options are checked already. */
export function loadAuthorizedFetch(tokens: TokenSource, options: AuthorizedCallOptions): typeof globalThis.fetch {
  return loadedAtFirstCall(async () => {
    const { createAuthorizedCall } = await import('./authorized-call.ts')
    return createAuthorizedCall(tokens, options)
  })
}

function isActor(source: TokenSource | DeviceFlowActor): source is DeviceFlowActor {
  return typeof (source as DeviceFlowActor | undefined)?.getSnapshot === 'function'
}
