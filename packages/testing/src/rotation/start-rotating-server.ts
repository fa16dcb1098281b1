import { systemClock } from '@device-flow/machine/clock'
import { startScriptedServer } from '../server/http/start-scripted-server.ts'
import { rotate } from './rotate.ts'
import type { RotatingServer, RotatingServerOptions } from './rotating-server.ts'

/**
 * Starts a {@link RotatingServer} on a free port of 127.0.0.1. Processes and pages of any origin may use it.
 *
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
  return rotate(await startScriptedServer({ cors: true, ...options }), options, systemClock)
}
