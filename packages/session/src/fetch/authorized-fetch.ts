import type { DeviceFlowActor, TokenSet } from '@device-flow/machine'
import { freshTokens, renewTokens } from '@device-flow/machine/tokens'
import { systemClock } from '@device-flow/machine/clock'
import type { Clock } from '@device-flow/machine/clock'
import { rejectsToken } from './bearer-challenge.ts'
import { checkDestination, isCrossOriginRedirect } from './destination.ts'
import type { RequestTarget } from './destination.ts'
import { makeReplayable } from './replayable-request.ts'
import { withSignal } from './with-signal.ts'

/** What an authorized fetch is made with. All of it may be left out. */
export interface AuthorizedFetchOptions {
  /** Sends the requests. Default: the platform's `fetch`. */
  fetch?: typeof globalThis.fetch | undefined
  /** The clock by which the access token expires. Default: the platform's. */
  clock?: Clock | undefined
}

/**
 * Creates a `fetch` that sends the access token of a login along, as bearer. The token is renewed first when it has expired or is about to:
 * by one request, however many calls wait.
 *
 * After a 401 that is about the token, the token is renewed once and the request sent once more. What cannot be sent again is a stream, or
 * a `Request` with more than 1 MiB in it: then the 401 is the answer, and the next call has the new token. A redirect to another origin is
 * followed without the token.
 *
 * @param actor a login whose actor runs: `flow.actor` of a hook or composable, `session.actor` of `signIn`
 * @throws DeviceFlowError (the fetch rejects with it) `signedOut` when nobody is signed in, `offline` when the token cannot be renewed now
 * @throws TypeError (the fetch rejects with it) for a URL that is neither https nor on loopback, and where `fetch` itself does
 * @see {@link https://www.rfc-editor.org/rfc/rfc6750#section-2.1 | RFC 6750 §2.1}
 * @example
 * ```ts
 * import type { DeviceFlowActor } from '@device-flow/machine'
 * import { createAuthorizedFetch } from '@device-flow/session'
 *
 * export async function loadOrders(actor: DeviceFlowActor): Promise<unknown> {
 *   const authorizedFetch = createAuthorizedFetch(actor)
 *   const response = await authorizedFetch('https://api.example.com/orders')
 *   return response.json()
 * }
 * ```
 */
export function createAuthorizedFetch(
  actor: DeviceFlowActor,
  { fetch = (...request) => globalThis.fetch(...request), clock = systemClock }: AuthorizedFetchOptions = {},
): typeof globalThis.fetch {
  const now = (): number => clock.now()

  return async (input: RequestTarget, init?: RequestInit) => {
    checkDestination(input)
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    const send = ({ accessToken }: TokenSet, replay?: RequestInit): Promise<Response> => {
      const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined))
      headers.set('authorization', `Bearer ${accessToken.reveal()}`)
      return fetch(input, { ...init, ...replay, headers })
    }

    const tokens = await withSignal(freshTokens(actor, now), signal)
    const replayable = makeReplayable(input, init)
    try {
      const response = await send(tokens)
      if (!rejectsToken(response) || isCrossOriginRedirect(input, response)) return response

      const held = actor.getSnapshot().context.tokens
      // Requests that left together come back together: the token that was refused may long have been replaced (F14).
      const isReplaced = held !== undefined && held.accessToken !== tokens.accessToken
      if (!isReplaced && held?.refreshToken === undefined) return response
      const renewal = isReplaced ? freshTokens(actor, now) : renewTokens(actor)
      const renewed = await withSignal(renewal, signal).catch((error: unknown) => {
        discard(response)
        throw error
      })
      const replay = replayable.replayInit()
      if (!replay) return response
      discard(response)
      return await send(renewed, replay)
    } finally {
      replayable.release()
    }
  }
}

/** Nobody will read it, and unread it would keep its connection. */
function discard(response: Response): void {
  response.body?.cancel().catch(() => {})
}
