import { createSleep, systemClock } from '@device-flow/machine/clock'
import type { ServerClock } from '../../time/server-clock.ts'
import type { ScriptedResponse } from '../scripted-response.ts'
import { sendResponse } from '../send-response.ts'
import { isOtherOrigin } from './cross-origin.ts'
import { argumentsOf, readCall } from './fetch-call.ts'
import { FetchWriter } from './fetch-writer.ts'
import { networkError } from './network-error.ts'
import { isRedirect, locationOf, opaqueRedirect, redirectedCall } from './redirects.ts'
import { shownResponse } from './shown-response.ts'

/** Options of {@link playResponse}. */
export interface PlayOptions {
  /** The time by which the response is delayed, and which its `date` says. Default the system's. */
  clock?: ServerClock
  /** What follows a redirect. Default nothing does: it fails, as one to a page of a network that allows no other page (CORS). */
  elsewhere?: typeof globalThis.fetch
}

/**
 * Answers one call of `fetch` with a scripted response, as a page would get it: a reset is a `TypeError`, what hangs ends by the call's
 * `signal`, a body breaks off within. For a `fetch` of your own that stands between an app and any server, and lets trouble in.
 *
 * @throws TypeError as `fetch` does for a response that cannot be had, and the signal's reason
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { html, playResponse } from '@device-flow/testing/fetch'
 *
 * let isBehindPortal = false
 * const fetch: typeof globalThis.fetch = (input, init) =>
 *   isBehindPortal ? playResponse(html(200), input, init) : globalThis.fetch(input, init)
 * export const services = createOAuthServices({ issuer: 'https://id.example.com', clientId: 'tv', fetch })
 *
 * isBehindPortal = true
 * ```
 */
export async function playResponse(
  response: ScriptedResponse,
  input: Request | string | URL,
  init?: RequestInit,
  { clock = systemClock, elsewhere }: PlayOptions = {},
): Promise<Response> {
  const reading = readCall(input, init)
  const call = await (clock.hold ? clock.hold(reading) : reading)
  if (call.signal?.aborted) throw call.signal.reason
  const writer = new FetchWriter(clock, call.signal)
  const gone = new AbortController()
  writer.whenClosed(() => gone.abort())
  const sending = { sleep: createSleep(clock), signal: gone.signal, onReply() {}, onCut() {} }
  sendResponse(response, writer, sending).catch((error: unknown) => {
    if (!gone.signal.aborted) throw error
  })
  const played = await writer.response
  const location = isRedirect(played) ? locationOf(played, call.url) : undefined
  if (!location) return shownResponse(played, call.url, { redirected: false, isOther: isOtherOrigin(call.url.origin) })
  if (call.redirect === 'manual') return opaqueRedirect(call.url)
  if (call.redirect === 'error' || !elsewhere) throw networkError()
  return elsewhere(...argumentsOf(redirectedCall(call, played.status, location)))
}
