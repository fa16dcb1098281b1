import { createDeviceFlowMachine, DeviceFlowError, isDeviceFlowError, toView } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import type { AwaitingUserView, DeviceFlowActor, DeviceFlowSnapshot } from '@device-flow/machine'
import { createOAuthServices } from '@device-flow/oauth'
import type { DispatcherSource, OAuthServicesOptions } from '@device-flow/oauth'
import { createSession, onAbort, trackInFlight, withSession } from '@device-flow/session'
import type { Session, SessionServices, Store, TrackedServices } from '@device-flow/session'
import { createActor } from 'xstate'
import { checkOptions, oauthOptionsOf } from './check-options.ts'
import { dispatchedFetch } from './network/dispatched-fetch.ts'
import { namedFetch } from './network/named-fetch.ts'
import { networkDispatcher } from './network/network-dispatcher.ts'
import { createNodeClock } from './node-clock.ts'
import { probeBeforeLogin } from './probe-before-login.ts'
import { toPrompt } from './prompt.ts'
import { shareLogin } from './shared-login.ts'
import type { SharedLogin } from './shared-login.ts'
import { storedRegistrations } from './store/stored-registrations.ts'
import { createTakeUp } from './take-up.ts'
import { isUnreadable } from './unreadable.ts'
import type { LoginOptions, SignInOptions } from './sign-in-options.ts'
import { onViewChange } from './view-changes.ts'

/** Does what `signIn` says; everything that a login is made of is imported here. */
export async function startLogin(options: SignInOptions): Promise<Session> {
  checkOptions(options)
  if (options.signal?.aborted) throw options.signal.reason
  let actor: DeviceFlowActor | undefined
  const clock = options.clock ?? createNodeClock(() => !actor?.getSnapshot().context.tokens)
  const dispatcher = options.fetch ? undefined : (options.dispatcher ?? networkDispatcher())
  const { services, leave, givenUp } = shareLogin(servicesOf(options, dispatcher, clock))
  const tracked = trackInFlight(services)
  const { session: kept, blipBudget, renewals, endWhenRefused, inspect, allowedOrigins } = options
  const headers = options.services ? undefined : options.headers
  const fetch = options.fetch ?? namedFetch(dispatchedFetch(dispatcher ?? (() => undefined)), headers)
  actor = createActor(createDeviceFlowMachine(tracked.services), {
    input: { session: kept, blipBudget, renewals, endWhenRefused },
    ...(inspect && { inspect }),
  })
  const first = actor.getSnapshot()
  // XState keeps what is wrong with the session for those who subscribe; nobody would be told before the login's end.
  if (first.status === 'error') throw first.error
  const session = createSession(actor, tracked, { fetch, clock, allowedOrigins, endsAtSignOut: true })
  await login(actor, { ...tracked, leave, givenUp, clock }, options)
  return session
}

function servicesOf(options: SignInOptions, dispatcher: DispatcherSource | undefined, clock: Clock): SessionServices {
  const { store, key, allowedOrigins } = options
  const services =
    options.services ??
    createOAuthServices({ ...keepingRegistrations(oauthOptionsOf(options), store), dispatcher, clock })
  return store ? probeBeforeLogin(withSession(services, { store, key, allowedOrigins, clock }), store) : services
}

function keepingRegistrations(options: OAuthServicesOptions, store: Store | undefined): OAuthServicesOptions {
  const provider = store && options.provider?.keepingRegistrations?.(storedRegistrations(store))
  return provider ? { ...options, provider } : options
}

type LoginServices = TrackedServices & Pick<SharedLogin, 'leave' | 'givenUp'> & { readonly clock: Clock }

function login(actor: DeviceFlowActor, tracked: LoginServices, options: LoginOptions): Promise<void> {
  const { onPrompt, onChange = () => {}, onExpired, session, request, signal, waitUntil } = options
  const { clock } = tracked
  return new Promise((resolve, reject) => {
    let stage: 'pending' | 'signedIn' | 'failed' = 'pending'
    let shownCode: unknown
    let isStartedAnew = false
    let isAskedForMore = false
    const change = onViewChange(onChange)
    const takeUp = createTakeUp(clock)
    const stopWaiting = signal && onAbort(signal, () => fail(signal.reason))
    actor.start()
    actor.subscribe({
      next: follow,
      error: (cause) => fail(new DeviceFlowError('unexpected', 'The login came to a halt. Try again.', { cause })),
    })
    if (session) follow(actor.getSnapshot())
    else start()

    function start(): void {
      actor.send({ type: 'start', ...(request && { request }) })
    }

    function follow(snapshot: DeviceFlowSnapshot): void {
      // Nobody can open what is kept any more. It is set aside, and the person who called signs in.
      if (stage === 'pending' && !isStartedAnew && isUnreadable(snapshot.context.error)) {
        isStartedAnew = true
        return start()
      }
      const takenUp = stage === 'pending' && takeUp(snapshot)
      if (takenUp === 'renewing') return
      if (takenUp === 'refused') return start()
      const givenUp = snapshot.matches({ idle: 'ready' }) ? tracked.givenUp() : undefined
      try {
        prompt(snapshot)
        change(givenUp ? { status: 'error', error: givenUp, canResume: false } : toView(snapshot))
      } catch (error) {
        // Once signed in there is no promise left to reject: as in any event handler, it is uncaught.
        if (stage === 'signedIn') throw error
        return fail(error)
      }
      if ((snapshot.hasTag('signedIn') || takenUp === 'outOfReach') && leave('signedIn')) resolve()
      else if (snapshot.matches('error')) endOrGoOn(snapshot.context.error)
      // Otherwise cancelled by someone else who holds the machine, such as an inspector: an aborted signal has left `pending` by now.
      else if (snapshot.matches({ idle: 'ready' }))
        fail(givenUp ?? new DOMException('The login was cancelled.', 'AbortError'))
    }

    function endOrGoOn(error: unknown): void {
      if (isAskedForMore || stage !== 'pending') return
      if (onExpired && isDeviceFlowError(error) && error.reason === 'expired') void askForMore(onExpired, error)
      else end(error)
    }

    async function askForMore(wantsAnother: NonNullable<typeof onExpired>, error: DeviceFlowError): Promise<void> {
      isAskedForMore = true
      try {
        const isWanted = await wantsAnother()
        isAskedForMore = false
        // Someone at a viewer may have begun anew meanwhile.
        if (stage !== 'pending' || !actor.getSnapshot().matches('error')) return
        if (isWanted) start()
        else end(error)
      } catch (thrown) {
        fail(thrown)
      }
    }

    function end(error: unknown): void {
      if (leave('failed')) reject(error)
    }

    function prompt(snapshot: DeviceFlowSnapshot): void {
      const { authorization } = snapshot.context
      // The authorization is a new object when its times follow a clock that was set, but its code is the same.
      if (!authorization || authorization.deviceCode === shownCode) return
      shownCode = authorization.deviceCode
      const { intervalMs } = toView(snapshot) as AwaitingUserView
      void Promise.resolve(onPrompt(toPrompt(authorization, intervalMs, clock))).catch(fail)
    }

    function fail(reason: unknown): void {
      if (!leave('failed')) return
      const snapshot = actor.getSnapshot()
      const isKept = session?.type === 'signedIn' || tracked.services.session !== undefined
      // Tokens are still good where they are kept: to revoke them would sign the person out there, too.
      if (snapshot.matches({ idle: 'restoring' }) || (isKept && snapshot.hasTag('signedIn'))) actor.stop()
      else {
        tracked.leave()
        actor.send({ type: 'cancel' })
        // `onChange` may throw when it is told of the approval: then there are tokens to revoke, and `cancel` changes nothing.
        actor.send({ type: 'signOut' })
      }
      if (tracked.isInFlight()) waitUntil?.(tracked.settled())
      reject(reason)
    }

    function leave(next: typeof stage): boolean {
      if (stage !== 'pending') return false
      stage = next
      stopWaiting?.()
      return true
    }
  })
}
