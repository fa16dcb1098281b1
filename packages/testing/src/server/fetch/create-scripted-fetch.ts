import { systemClock } from '@device-flow/machine/clock'
import type { ServerClock } from '../../time/server-clock.ts'
import type { ScriptedServer, ScriptedServerOptions } from '../scripted-server.ts'
import { anything, membersOf } from '../../known-names.ts'
import type { MemberChecks } from '../../known-names.ts'
import { SCRIPTED_SERVER_OPTIONS } from '../check-server.ts'
import { createServerCore } from '../server-core.ts'
import { isOtherOrigin, needsPreflight } from './cross-origin.ts'
import { addressOf, argumentsOf, readCall } from './fetch-call.ts'
import type { FetchCall } from './fetch-call.ts'
import { FetchWriter } from './fetch-writer.ts'
import { networkError } from './network-error.ts'
import { isRedirect, locationOf, opaqueRedirect, redirectedCall } from './redirects.ts'
import { shownResponse } from './shown-response.ts'

const MAX_REDIRECTS = 20

/** Options of {@link createScriptedFetch}. */
export interface ScriptedFetchOptions extends ScriptedServerOptions {
  /** Where the server seems to be: a scheme and a host, which need not exist. Default `https://as.example`. */
  origin?: string
  /** The time by which responses are delayed, tokens expire and requests are recorded. Default the system's. */
  clock?: ServerClock
  /** What carries requests to other origins, another server's `fetch` say. Default nothing does: they fail. */
  elsewhere?: typeof globalThis.fetch
}

/** Of what a server within a page has beside a script. */
export const FETCH_OPTIONS: MemberChecks<Omit<ScriptedFetchOptions, keyof ScriptedServerOptions>> = {
  origin: anything,
  clock: anything,
  elsewhere: anything,
}

const checkOptions = membersOf<ScriptedFetchOptions>({ ...SCRIPTED_SERVER_OPTIONS, ...FETCH_OPTIONS })

/** A scripted server that is reached by its own `fetch`, in a page or anywhere else, and not over a network. */
export interface ScriptedFetch extends ScriptedServer {
  /** The `fetch` of a page that this server is for. What fails rejects as it does in browsers, without saying why. */
  readonly fetch: typeof globalThis.fetch
}

/**
 * Makes a {@link ScriptedFetch}: the server of `startScriptedServer` without a socket, for pages, stories and tests of components.
 *
 * @throws TypeError when `origin` is no address, and for an option, an endpoint or a response that there is not
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { createScriptedFetch, granted, pending, slowDown } from '@device-flow/testing/fetch'
 *
 * const { issuer, fetch } = createScriptedFetch({ script: { token: [pending(), slowDown(), granted()] } })
 * export const services = createOAuthServices({ issuer, fetch, clientId: 'client-1' })
 * ```
 */
export function createScriptedFetch(options: ScriptedFetchOptions = {}): ScriptedFetch {
  checkOptions(options, 'createScriptedFetch')
  return serveByFetch(options)
}

/** The same with options that are known to be right, or of others. */
export function serveByFetch(options: ScriptedFetchOptions): ScriptedFetch {
  const clock: ServerClock = options.clock ?? systemClock
  const { cors = true, elsewhere = nowhere } = options
  const { origin } = new URL(options.origin ?? 'https://as.example')
  const core = createServerCore(origin, options, clock)
  const open = new Set<FetchWriter>()
  let isOnline = true

  function send({ method, url, headers, body, signal }: FetchCall): Promise<Response> {
    if (!isOnline) throw networkError()
    const writer = new FetchWriter(clock, signal)
    open.add(writer)
    writer.whenClosed(() => open.delete(writer))
    const whenClosed = (listener: (isEarly: boolean) => void): void => writer.whenClosed(listener)
    core.take(
      { method, url, headers: Object.fromEntries(headers), readBody: () => Promise.resolve(body), whenClosed },
      writer,
    )
    return writer.response
  }

  /** Sends as a browser does, which shows the page only what it may read. */
  async function sendFromPage(call: FetchCall): Promise<Response> {
    const isHidden = !cors && isOtherOrigin(origin)
    if (isHidden && needsPreflight(call)) throw networkError()
    const response = await send(call)
    if (!isHidden) return response
    await response.body?.cancel()
    throw networkError()
  }

  async function fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    if (addressOf(input).origin !== origin) return elsewhere(input, init)
    // To read a body takes real time: on a busy machine longer than a clock waits that leaps to the next timer.
    const reading = readCall(input, init)
    let call = await (clock.hold ? clock.hold(reading) : reading)
    for (let followed = 0; followed <= MAX_REDIRECTS; followed++) {
      if (call.signal?.aborted) throw call.signal.reason
      if (call.url.origin !== origin) return elsewhere(...argumentsOf(call))
      const response = await sendFromPage(call)
      if (isRedirect(response) && call.redirect === 'manual') return opaqueRedirect(call.url)
      if (isRedirect(response) && call.redirect === 'error') break
      const location = isRedirect(response) ? locationOf(response, call.url) : undefined
      if (!location)
        return shownResponse(response, call.url, { redirected: followed > 0, isOther: isOtherOrigin(origin) })
      call = redirectedCall(call, response.status, location)
    }
    throw networkError()
  }

  function loseAll(): Promise<void> {
    isOnline = false
    for (const writer of open) writer.lose()
    return Promise.resolve()
  }

  return {
    ...core.server,
    fetch,
    goOffline: loseAll,
    goOnline() {
      isOnline = true
      return Promise.resolve()
    },
    async close() {
      core.close()
      await loseAll()
      core.throwScriptError()
    },
  }
}

function nowhere(): Promise<Response> {
  return Promise.reject(networkError())
}
