import { createDeviceFlowMachine } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import type { DeviceFlowActor, DeviceFlowSnapshot } from '@device-flow/machine'
import { createOAuthServices } from '@device-flow/oauth'
import type { DispatcherSource, OAuthServicesOptions } from '@device-flow/oauth'
import { createSession, trackInFlight, withSession } from '@device-flow/session'
import type { Session, SessionServices, Store } from '@device-flow/session'
import { createActor } from 'xstate'
import { checkOptions, oauthOptionsOf } from './check-options.ts'
import { followLogin } from './follow-login.ts'
import { dispatchedFetch } from './network/dispatched-fetch.ts'
import { namedFetch } from './network/named-fetch.ts'
import { networkDispatcher } from './network/network-dispatcher.ts'
import { createNodeClock } from './node-clock.ts'
import { noteGrants } from './noted-grants.ts'
import { probeBeforeLogin } from './probe-before-login.ts'
import { shareLogin } from './shared-login.ts'
import { storedRegistrations } from './store/stored-registrations.ts'
import type { SignInOptions } from './sign-in-options.ts'
import { undoableGrant } from './undo-grant.ts'
import type { UndoableGrant } from './undo-grant.ts'

/** Does what `signIn` says; everything that a login is made of is imported here. */
export async function startLogin(options: SignInOptions): Promise<Session> {
  checkOptions(options)
  if (options.signal?.aborted) throw options.signal.reason
  let actor: DeviceFlowActor | undefined
  const clock = options.clock ?? createNodeClock(() => isWaitedFor(actor?.getSnapshot()))
  const requestTimeoutMs = options.services ? undefined : options.requestTimeoutMs
  const dispatcher = options.fetch ? undefined : (options.dispatcher ?? networkDispatcher({ requestTimeoutMs }))
  const { services: kept, isGranted, undo } = servicesOf(options, dispatcher, clock)
  const { services, leave, givenUp } = shareLogin(kept)
  const tracked = trackInFlight(services)
  const { session: earlier, blipBudget, renewals, endWhenRefused, inspect, allowedOrigins } = options
  const headers = options.services ? undefined : options.headers
  const fetch = options.fetch ?? namedFetch(dispatchedFetch(dispatcher ?? (() => undefined)), headers)
  actor = createActor(createDeviceFlowMachine(tracked.services), {
    input: { session: earlier, blipBudget, renewals, endWhenRefused },
    ...(inspect && { inspect }),
  })
  const first = actor.getSnapshot()
  // XState keeps what is wrong with the session for those who subscribe; nobody would be told before the login's end.
  if (first.status === 'error') throw first.error
  const session = createSession(actor, tracked, { fetch, clock, allowedOrigins, endsAtSignOut: true })
  await followLogin(actor, { ...tracked, leave, givenUp, isGranted, undo, clock }, options)
  return session
}

/** Whether somebody waits for what comes next: not for the refresh of a session, nor once the call has failed. */
function isWaitedFor(snapshot: DeviceFlowSnapshot | undefined): boolean {
  return !snapshot?.context.tokens && !snapshot?.matches('error')
}

function servicesOf(options: SignInOptions, dispatcher: DispatcherSource | undefined, clock: Clock): UndoableGrant {
  const { store, key, allowedOrigins } = options
  const services = options.services
    ? asPlainObject(options.services)
    : createOAuthServices({ ...keepingRegistrations(oauthOptionsOf(options), store), dispatcher, clock })
  if (!store) return { services, isGranted: () => false, undo() {} }
  const below = noteGrants(services)
  const kept = withSession(below.services, { store, key, allowedOrigins, clock })
  return undoableGrant(probeBeforeLogin(kept, store), below)
}

/** Services that can be copied, member by member. Those of a class would lose its methods, or its private members. */
function asPlainObject(services: SessionServices): SessionServices {
  return trackInFlight(services).services
}

function keepingRegistrations(options: OAuthServicesOptions, store: Store | undefined): OAuthServicesOptions {
  const provider = store && options.provider?.keepingRegistrations?.(storedRegistrations(store))
  return provider ? { ...options, provider } : options
}
