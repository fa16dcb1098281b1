import { createDeviceFlowMachine } from '@device-flow/machine'
import { createActor } from 'xstate'
import type { AuthorizedFetchOptions } from './fetch/authorized-fetch.ts'
import { trackInFlight } from './in-flight.ts'
import type { KeptServices } from './keeping/with-session.ts'
import { SessionOptionsError } from './session-options-error.ts'
import { createSession } from './session.ts'
import type { Session } from './session.ts'

/**
 * Opens the session that is kept, without any login: for a program that was signed in by another, or by its run before. Resolves to
 * undefined when nobody is signed in, and so while a login waits for its person: that one is given up by {@link signOut}. The session goes
 * on until it is closed, or signed out.
 *
 * @param services those of `withSession`
 * @throws DeviceFlowError (it rejects with it) `storage` when what is kept cannot be read
 * @throws SessionOptionsError (it rejects with it) for other services
 * @example
 * ```ts
 * import type { DeviceFlowServices } from '@device-flow/machine'
 * import { openSession, withSession, type Store } from '@device-flow/session'
 *
 * export async function token(services: DeviceFlowServices, store: Store): Promise<string | undefined> {
 *   const session = await openSession(withSession(services, { store }))
 *   const token = await session?.getAccessToken()
 *   await session?.close()
 *   return token
 * }
 * ```
 */
export async function openSession(
  services: KeptServices,
  options: AuthorizedFetchOptions = {},
): Promise<Session | undefined> {
  if (!services?.session) throw new SessionOptionsError('services', 'must be those that withSession returns')
  const session = await services.session.restore({ signal: new AbortController().signal })
  if (session?.type !== 'signedIn') return undefined
  const tracked = trackInFlight(services)
  const actor = createActor(createDeviceFlowMachine(tracked.services), { input: { session } })
  actor.start()
  return createSession(actor, tracked, { ...options, endsAtSignOut: true })
}
