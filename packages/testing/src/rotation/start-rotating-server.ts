import { systemClock } from '@device-flow/machine/clock'
import { membersOf } from '../known-names.ts'
import { listenOnLoopback } from '../server/http/start-scripted-server.ts'
import { rotate } from './rotate.ts'
import { ROTATING_SERVER_OPTIONS } from './rotating-server.ts'
import type { RotatingServer, RotatingServerOptions } from './rotating-server.ts'

const checkOptions = membersOf<RotatingServerOptions>(ROTATING_SERVER_OPTIONS)

/**
 * Starts a {@link RotatingServer} on a free port of 127.0.0.1. Processes and pages of any origin may use it.
 *
 * @throws TypeError (it rejects with it) for an option that there is not
 * @example
 * ```ts
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { reset, startRotatingServer } from '@device-flow/testing'
 *
 * const server = await startRotatingServer({ accessTokenSeconds: 12, grace: { gives: 'samePair', seconds: 10 } })
 * export const services = createOAuthServices({ issuer: server.issuer, clientId: 'tv', scope: 'offline_access' })
 *
 * server.changeReplies(reset) // the next refresh is carried out, and its response lost
 * // … let your software sign in, and renew its tokens …
 * console.log(server.counts()) // { refreshes: 1, reuses: 0, liveFamilies: 1, … }
 * ```
 */
export async function startRotatingServer(options: RotatingServerOptions = {}): Promise<RotatingServer> {
  checkOptions(options, 'startRotatingServer')
  return rotate(await listenOnLoopback({ cors: true, ...options }), options, systemClock)
}
