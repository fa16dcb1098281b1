import { createDeviceFlowMachine, DeviceFlowError, isDeviceFlowError, toView } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import type { AwaitingUserView, DeviceFlowActor, DeviceFlowSnapshot } from '@device-flow/machine'
import { createOAuthServices } from '@device-flow/oauth'
import { createSession, onAbort, trackInFlight, withSession } from '@device-flow/session'
import type { Session, SessionServices, TrackedServices } from '@device-flow/session'
import { createActor } from 'xstate'
import { checkOptions, oauthOptionsOf } from './check-options.ts'
import { createNodeClock } from './node-clock.ts'
import { probeBeforeLogin } from './probe-before-login.ts'
import { toPrompt } from './prompt.ts'
import { shareLogin } from './shared-login.ts'
import type { SharedLogin } from './shared-login.ts'
import { isUnreadable } from './unreadable.ts'
import type { LoginOptions, SignInOptions } from './sign-in-options.ts'
import { onViewChange } from './view-changes.ts'

/**
 * Signs a person in on this process with a device login: shows a code by `onPrompt`, polls until the person has decided elsewhere, and
 * resolves to the session. With `store`, the session is kept: the next call finds it, and resolves to it without a prompt.
 *
 * No timer, listener or socket of the session keeps the process alive. With `services` of your own their `sleep` decides: those of
 * `createOAuthServices` wait for the next refresh until `signOut`.
 *
 * @throws DeviceFlowError when the login ended without a session; its `reason` says why
 * @throws DeviceSessionError before any request, when `session` is of another client or version, or has lost its secrets
 * @throws OAuthOptionsError before any request, for an option that is missing, unknown, of a wrong type, or cannot work
 * @throws DeviceFlowError `signedOut`, `endedBy` `elsewhere`, when another process gives up the login that they share
 * @throws AbortError when the login is cancelled in an inspector
 * @throws the signal's reason as soon as it is aborted: before any request, if it already was
 * @throws what `onPrompt`, `onChange` or `onExpired` threw
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628 | RFC 8628}
 * @example
 * ```ts
 * import { signIn, terminalPrompt } from '@device-flow/node'
 *
 * const session = await signIn({
 *   issuer: 'https://YOUR-TENANT.auth0.com/',
 *   clientId: 'YOUR-CLIENT-ID',
 *   scope: 'openid profile offline_access',
 *   allowedOrigins: ['https://api.example.com'],
 *   ...terminalPrompt(),
 * })
 * const response = await session.fetch('https://api.example.com/orders')
 * console.log(response.status)
 * ```
 */
export async function signIn(options: SignInOptions): Promise<Session> {
  checkOptions(options)
  if (options.signal?.aborted) throw options.signal.reason
  let actor: DeviceFlowActor | undefined
  const clock = options.clock ?? createNodeClock(() => !actor?.getSnapshot().context.tokens)
  const { services, leave, givenUp } = shareLogin(servicesOf(options, clock), clock)
  const tracked = trackInFlight(services)
  const { session: kept, blipBudget, renewals, endWhenRefused, inspect, fetch, allowedOrigins } = options
  actor = createActor(createDeviceFlowMachine(tracked.services), {
    input: { session: kept, blipBudget, renewals, endWhenRefused },
    ...(inspect && { inspect }),
  })
  const first = actor.getSnapshot()
  // XState keeps what is wrong with the session for those who subscribe; nobody would be told before the login's end.
  if (first.status === 'error') throw first.error
  const session = createSession(actor, tracked, { fetch, clock, allowedOrigins })
  await login(actor, { ...tracked, leave, givenUp, clock }, options)
  return session
}

function servicesOf(options: SignInOptions, clock: Clock): SessionServices {
  const services = options.services ?? createOAuthServices({ ...oauthOptionsOf(options), clock })
  const { store, key, allowedOrigins } = options
  return store ? probeBeforeLogin(withSession(services, { store, key, allowedOrigins, clock }), store) : services
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
      const givenUp = snapshot.matches({ idle: 'ready' }) ? tracked.givenUp() : undefined
      try {
        prompt(snapshot)
        change(givenUp ? { status: 'error', error: givenUp, canResume: false } : toView(snapshot))
      } catch (error) {
        // Once signed in there is no promise left to reject: as in any event handler, it is uncaught.
        if (stage === 'signedIn') throw error
        return fail(error)
      }
      if (snapshot.hasTag('signedIn') && leave('signedIn')) resolve()
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
      void Promise.resolve(onPrompt(toPrompt(toView(snapshot) as AwaitingUserView, clock.now()))).catch(fail)
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
