import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceFlowServices, TokenSet, TokenSource } from '@device-flow/machine'
import { needsRenewal } from '@device-flow/machine/tokens'
import type { Clock } from '@device-flow/machine/clock'
import { originsOfApis } from '@device-flow/untrusted'
import { checkedUrl, isCrossOriginRedirect } from './destination.ts'
import type { RequestTarget } from './destination.ts'
import { platformFetch } from './platform-fetch.ts'
import { readRefusal } from './refusal.ts'
import { makeReplayable } from './replayable-request.ts'
import { createReplacements } from './replacements.ts'
import { signalOf, withSignal } from './with-signal.ts'

/** What authorized calls are made with, once the options are checked. */
export interface AuthorizedCallOptions {
  /** Those that the app names. Default: those of the APIs that the client's tokens are for. */
  allowedOrigins: readonly string[] | undefined
  /** Whose tokens they are, and what proves them. */
  services: Pick<DeviceFlowServices, 'client' | 'dpop'>
  /** Default: the platform's, whichever that is at each call. */
  fetch?: typeof globalThis.fetch | undefined
  clock: Clock
}

/** Creates what an authorized fetch does at each call: see `createAuthorizedFetch`, whose first call loads this file. */
export function createAuthorizedCall(
  tokenSource: TokenSource,
  { allowedOrigins: named, services, fetch = platformFetch, clock }: AuthorizedCallOptions,
): typeof globalThis.fetch {
  const { client, dpop } = services
  const allowedOrigins = new Set(named ?? originsOfApis(client ?? {}))
  const replacements = createReplacements(tokenSource, clock)

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

    const sendWith = (credentials: Record<string, string>, replay?: RequestInit): Promise<Response> => {
      const given = init?.headers ?? (input instanceof Request ? input.headers : undefined)
      return fetch(target, { ...init, ...replay, headers: withCredentials(credentials, given) })
    }

    const sendBound = (carried: TokenSet, replay?: RequestInit): Promise<Response> => {
      if (!dpop) throw noProofsError()
      return dpop.send({
        tokens: carried,
        method: init?.method ?? (input instanceof Request ? input.method : 'GET'),
        url: url.href,
        send: (headers, isRepeat) => sendWith(headers, isRepeat ? replayable.replayInit() : replay),
        canRepeat: () => replayable.replayInit() !== undefined,
        renew: () => tokenSource.renew(),
      })
    }

    const send = async (carried: TokenSet, replay?: RequestInit) => {
      const response = await (carried.tokenType === 'dpop'
        ? sendBound(carried, replay)
        : sendWith({ authorization: `Bearer ${carried.accessToken.reveal()}` }, replay))
      if (response.ok || isCrossOriginRedirect(url, response)) return { response }
      const refusal = readRefusal(response, carried)
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

function withCredentials(credentials: Record<string, string>, given: HeadersInit | undefined): HeadersInit {
  // A `Headers` would be copied by `fetch` once more.
  if (given === undefined) return credentials
  const headers = new Headers(given)
  for (const [name, value] of Object.entries(credentials)) headers.set(name, value)
  return headers
}

function noProofsError(): DeviceFlowError {
  return new DeviceFlowError(
    'unsupported',
    'The access token is bound to a key (DPoP): hand over `dpop` of the services that gave it.',
  )
}

/** Nobody will read it, and unread it would keep its connection. */
function discard(response: Response): void {
  response.body?.cancel().catch(() => {})
}
