import type { DeviceFlowClient, Secret, TokenSet, TokenSource } from '@device-flow/machine'
import { needsRenewal } from '@device-flow/machine/tokens'
import type { Clock } from '@device-flow/machine/clock'
import { toAllowedOrigins } from './allowed-origins.ts'
import { checkedUrl, isCrossOriginRedirect } from './destination.ts'
import type { RequestTarget } from './destination.ts'
import { readRefusal } from './refusal.ts'
import { makeReplayable } from './replayable-request.ts'
import { createReplacements } from './replacements.ts'
import { signalOf, withSignal } from './with-signal.ts'

/** What authorized calls are made with, once the options are checked. */
export interface AuthorizedCallOptions {
  /** Those that the app names. */
  allowedOrigins: readonly string[] | undefined
  client: DeviceFlowClient | undefined
  /** Default: the platform's, whichever that is at each call. */
  fetch?: typeof globalThis.fetch | undefined
  clock: Clock
}

/** Creates what an authorized fetch does at each call: see `createAuthorizedFetch`, whose first call loads this file. */
export function createAuthorizedCall(
  tokenSource: TokenSource,
  { allowedOrigins: named, client, fetch = (...request) => globalThis.fetch(...request), clock }: AuthorizedCallOptions,
): typeof globalThis.fetch {
  const allowedOrigins = toAllowedOrigins(named, client)
  const replacements = createReplacements(tokenSource)

  return async (input: RequestTarget, init?: RequestInit) => {
    const url = checkedUrl(input, allowedOrigins)
    // What is sent is what was checked, whatever becomes of a URL object, or of a page's base, while a new token is waited for.
    const target = input instanceof Request ? input : url.href
    const signal = signalOf(input, init)
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
