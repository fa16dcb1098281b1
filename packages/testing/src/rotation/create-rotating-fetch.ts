import { systemClock } from '@device-flow/machine/clock'
import { membersOf } from '../known-names.ts'
import { FETCH_OPTIONS, serveByFetch } from '../server/fetch/create-scripted-fetch.ts'
import type { ScriptedFetch, ScriptedFetchOptions } from '../server/fetch/create-scripted-fetch.ts'
import { rotate } from './rotate.ts'
import { ROTATING_SERVER_OPTIONS } from './rotating-server.ts'
import type { RotatingServer, RotatingServerOptions } from './rotating-server.ts'

/** Options of {@link createRotatingFetch}. */
export interface RotatingFetchOptions
  extends RotatingServerOptions, Pick<ScriptedFetchOptions, 'origin' | 'clock' | 'elsewhere'> {}

const checkOptions = membersOf<RotatingFetchOptions>({ ...ROTATING_SERVER_OPTIONS, ...FETCH_OPTIONS })

/** A rotating server that is reached by its own `fetch`, in a page or anywhere else, and not over a network. */
export interface RotatingFetch extends RotatingServer, Pick<ScriptedFetch, 'fetch'> {}

/**
 * Makes a {@link RotatingFetch}: the server of `startRotatingServer` without a socket. People approve, tokens expire and rotate, and
 * nothing of it leaves the page.
 *
 * @throws TypeError when `origin` is no address, and for an option that there is not
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { createRotatingFetch } from '@device-flow/testing/fetch'
 * import { createPacedClock } from '@device-flow/testing/virtual'
 *
 * const clock = createPacedClock()
 * const server = createRotatingFetch({ approves: false, interval: 5, clock: clock.trueTime })
 * const { issuer, fetch } = server
 * export const services = createOAuthServices({ issuer, fetch, clock, clientId: 'tv', scope: 'openid offline_access' })
 *
 * clock.play(60) // a minute a second
 * server.approve() // the next poll brings tokens
 * ```
 */
export function createRotatingFetch(options: RotatingFetchOptions = {}): RotatingFetch {
  checkOptions(options, 'createRotatingFetch')
  return rotate(serveByFetch(options), options, options.clock ?? systemClock)
}
