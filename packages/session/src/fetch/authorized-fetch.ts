import type { DeviceFlowActor, DeviceFlowClient, Secret, TokenSet, TokenSource } from '@device-flow/machine'
import { tokenSourceOf, needsRenewal } from '@device-flow/machine/tokens'
import { systemClock } from '@device-flow/machine/clock'
import type { Clock } from '@device-flow/machine/clock'
import { toAllowedOrigins } from './allowed-origins.ts'
import { checkedUrl, isCrossOriginRedirect } from './destination.ts'
import type { RequestTarget } from './destination.ts'
import { readRefusal } from './refusal.ts'
import { makeReplayable } from './replayable-request.ts'
import { createReplacements } from './replacements.ts'
import { withSignal } from './with-signal.ts'

/** What an authorized fetch is made with. All of it may be left out. */
export interface AuthorizedFetchOptions {
  /**
   * The only origins that get the access token, such as `['https://api.example.com']`: https, or http on loopback. Default: those of the
   * client's `audience` and `resources`, where they are URLs.
   */
  allowedOrigins?: readonly string[] | undefined
  /** Whose tokens they are. Default: the client of the login, where an actor is given. */
  client?: DeviceFlowClient | undefined
  /** Sends the requests. Default: the platform's `fetch`. */
  fetch?: typeof globalThis.fetch | undefined
  /** The clock by which the access token expires. Default: the platform's. */
  clock?: Clock | undefined
}

/**
 * Creates a `fetch` that sends the access token of a login along, as bearer, to the allowed origins alone. The token is renewed first when
 * it has expired or is about to: by one request, however many calls wait.
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
 * @throws SessionOptionsError at once, for an `allowedOrigins` that is no list of origins over https or on loopback
 * @throws OriginNotAllowedError (the fetch rejects with it, before any request) for a URL elsewhere
 * @throws DeviceFlowError (the fetch rejects with it) `signedOut` when nobody is signed in, `offline` when the token cannot be renewed now
 * @throws InsufficientAuthorizationError (the fetch rejects with it) when the API wants a scope that was not granted, or a stronger or more
 *   recent sign-in
 * @throws TypeError (the fetch rejects with it) for what is no URL, and where `fetch` itself does
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
  const { fetch = (...request) => globalThis.fetch(...request), clock = systemClock } = options
  const tokenSource = isActor(source) ? tokenSourceOf(source, () => clock.now()) : source
  const client = options.client ?? (isActor(source) ? source.getSnapshot().context.client : undefined)
  const allowedOrigins = toAllowedOrigins(options.allowedOrigins, client)
  const replacements = createReplacements(tokenSource)

  return async (input: RequestTarget, init?: RequestInit) => {
    const url = checkedUrl(input, allowedOrigins)
    // What is sent is what was checked, whatever becomes of a URL object, or of a page's base, while a new token is waited for.
    const target = input instanceof Request ? input : url.href
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    const held = tokenSource.held()
    // Nearly always: nothing to wait for.
    const isFresh = held !== undefined && !needsRenewal(held, false, clock.now())
    const tokens = isFresh ? held : await withSignal(tokenSource.fresh(), signal)
    const replayable = makeReplayable(input, init)

    const send = async ({ accessToken, scope }: TokenSet, replay?: RequestInit) => {
      const headers = withToken(accessToken, init?.headers ?? (input instanceof Request ? input.headers : undefined))
      const response = await fetch(target, { ...init, ...replay, headers })
      if (response.ok || isCrossOriginRedirect(url, response)) return { response }
      const refusal = readRefusal(response, scope)
      if (refusal?.type !== 'insufficient') return { response, refusal }
      discard(response)
      throw refusal.error
    }

    try {
      const { response, refusal } = await send(tokens)
      if (!refusal) return response
      const renewal = replacements.of(tokens, url.origin, refusal.isCertain)
      if (!renewal) return response
      const renewed = await withSignal(renewal, signal).catch((error: unknown) => {
        discard(response)
        throw error
      })
      const replay = replayable.replayInit()
      if (!replay) return response
      discard(response)
      const second = await send(renewed, replay)
      if (second.refusal) replacements.noteRefused(renewed, url.origin)
      return second.response
    } finally {
      replayable.release()
    }
  }
}

function isActor(source: TokenSource | DeviceFlowActor): source is DeviceFlowActor {
  return 'getSnapshot' in source
}

function withToken(accessToken: Secret, given: HeadersInit | undefined): HeadersInit {
  const authorization = `Bearer ${accessToken.reveal()}`
  // A `Headers` would be copied by `fetch` once more.
  if (given === undefined) return { authorization }
  const headers = new Headers(given)
  headers.set('authorization', authorization)
  return headers
}

/** Nobody will read it, and unread it would keep its connection. */
function discard(response: Response): void {
  response.body?.cancel().catch(() => {})
}
