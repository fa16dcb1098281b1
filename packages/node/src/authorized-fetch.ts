import type { DeviceFlowActor, TokenSet } from '@device-flow/machine'
import { isLoopback } from '@device-flow/untrusted'
import { rejectsToken } from './bearer-challenge.ts'
import { freshTokens, renewTokens } from '@device-flow/machine/adapter'
import { prepareSecondTry } from './second-try.ts'
import { withSignal } from './with-signal.ts'

type Fetch = typeof globalThis.fetch
type FetchInput = string | URL | Request

/** What an authorized fetch works with. */
export interface AuthorizedFetchOptions {
  actor: DeviceFlowActor
  fetch: Fetch
  now: () => number
}

/**
 * A `fetch` that sends the access token along (RFC 6750 §2.1): a fresh one, and after a 401 for it once more with a new one. See
 * `Session.fetch`.
 */
export function createAuthorizedFetch({ actor, fetch, now }: AuthorizedFetchOptions): Fetch {
  return async (input: FetchInput, init?: RequestInit) => {
    checkDestination(input)
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    const send = ({ accessToken }: TokenSet, more?: RequestInit): Promise<Response> => {
      const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined))
      headers.set('authorization', `Bearer ${accessToken.reveal()}`)
      return fetch(input, { ...init, ...more, headers })
    }

    const tokens = await withSignal(freshTokens(actor, now), signal)
    const secondTry = prepareSecondTry(input, init)
    try {
      const response = await send(tokens)
      if (!rejectsToken(response) || wentElsewhere(input, response)) return response

      const held = actor.getSnapshot().context.tokens
      // Requests that left together come back together: the token that was refused may long have been replaced (F14).
      const isReplaced = held !== undefined && held.accessToken !== tokens.accessToken
      if (!isReplaced && held?.refreshToken === undefined) return response
      const renewal = isReplaced ? freshTokens(actor, now) : renewTokens(actor)
      const renewed = await withSignal(renewal, signal).catch((error: unknown) => {
        discard(response)
        throw error
      })
      const more = secondTry.init()
      if (!more) return response
      discard(response)
      return await send(renewed, more)
    } finally {
      secondTry.release()
    }
  }
}

/** Nobody will read it, and unread it would keep its connection. */
function discard(response: Response): void {
  response.body?.cancel().catch(() => {})
}

function urlOf(input: FetchInput): URL {
  return new URL(input instanceof Request ? input.url : input)
}

/** RFC 6750 §5.2: a bearer token is only ever sent over TLS. What stays on this machine needs none. */
function checkDestination(input: FetchInput): void {
  const { protocol, hostname, host } = urlOf(input)
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) return
  throw new TypeError(
    `The access token is sent over https only, not to ${protocol}//${host} (plain http: loopback only)`,
  )
}

/** After a redirect to another origin the request had no token any more (Fetch standard, HTTP-redirect fetch), so the 401 says nothing about it. */
function wentElsewhere(input: FetchInput, response: Response): boolean {
  return response.redirected && new URL(response.url).origin !== urlOf(input).origin
}
