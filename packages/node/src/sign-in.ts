import { createDeviceFlowMachine, DeviceFlowError, toView } from '@device-flow/machine'
import type { AwaitingUserView, DeviceFlowActor, DeviceFlowSnapshot } from '@device-flow/machine'
import { createOAuthServices } from '@device-flow/oauth'
import { createActor } from 'xstate'
import { checkOptions, oauthOptionsOf } from './check-options.ts'
import { createNodeClock } from './node-clock.ts'
import { onAbort } from './on-abort.ts'
import { toPrompt } from './prompt.ts'
import { createSession } from './session.ts'
import type { Session } from './session.ts'
import type { LoginOptions, SignInOptions, SignInServices } from './sign-in-options.ts'
import { onViewChange } from './view-changes.ts'
import { watchServices } from './work-under-way.ts'
import type { WatchedServices } from './work-under-way.ts'

/**
 * Signs a person in on this process with a device login (RFC 8628): shows a code by `onPrompt`, polls until the person has decided
 * elsewhere, and resolves to the session.
 *
 * Rejects with a `DeviceFlowError` (its `reason` says why the login ended), with `signal.reason` as soon as the signal is aborted
 * (before any request if it already was), with an `AbortError` when the login is cancelled in an inspector, with what `onPrompt` or
 * `onChange` threw, and, before any request, with an `OAuthOptionsError` for an option that is missing, unknown, of a wrong type, or cannot
 * work.
 */
export async function signIn(options: SignInOptions): Promise<Session> {
  checkOptions(options)
  if (options.signal?.aborted) throw options.signal.reason
  let actor: DeviceFlowActor | undefined
  const clock = options.clock ?? createNodeClock(() => !actor?.getSnapshot().context.tokens)
  const services: SignInServices = options.services ?? createOAuthServices({ ...oauthOptionsOf(options), clock })
  const watched = watchServices(services)
  const { blipBudget, renewals, inspect } = options
  actor = createActor(createDeviceFlowMachine(watched.services), {
    input: { blipBudget, renewals },
    ...(inspect && { inspect }),
  })
  await login(actor, watched, options)
  return createSession({
    actor,
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
    clock,
    fetchUserInfo: services.fetchUserInfo?.bind(services),
    settled: watched.settled,
    hasRevoked: watched.hasRevoked,
  })
}

function login(actor: DeviceFlowActor, watched: WatchedServices, options: LoginOptions): Promise<void> {
  const { onPrompt, onChange = () => {}, signal, waitUntil } = options
  return new Promise((resolve, reject) => {
    let stage: 'pending' | 'signedIn' | 'failed' = 'pending'
    let shown: unknown
    const change = onViewChange(onChange)
    const stopWaiting = signal && onAbort(signal, () => fail(signal.reason))
    actor.start()
    actor.subscribe({
      next: follow,
      error: (cause) => fail(new DeviceFlowError('unexpected', 'The login came to a halt. Try again.', { cause })),
    })
    actor.send({ type: 'start' })

    function follow(snapshot: DeviceFlowSnapshot): void {
      try {
        prompt(snapshot)
        change(snapshot)
      } catch (error) {
        // Once signed in there is no promise left to reject: as in any event handler, it is uncaught.
        if (stage === 'signedIn') throw error
        return fail(error)
      }
      if (snapshot.hasTag('signedIn') && leave('signedIn')) resolve()
      else if (snapshot.matches('error') && leave('failed')) reject(snapshot.context.error)
      // Cancelled by someone else who holds the machine, such as an inspector: an aborted signal has left `pending` by now.
      else if (snapshot.matches('idle')) fail(new DOMException('The login was cancelled.', 'AbortError'))
    }

    function prompt(snapshot: DeviceFlowSnapshot): void {
      const { authorization } = snapshot.context
      // The authorization is a new object when its times follow a clock that was set, but its code is the same.
      if (!authorization || authorization.deviceCode === shown) return
      shown = authorization.deviceCode
      void Promise.resolve(onPrompt(toPrompt(toView(snapshot) as AwaitingUserView))).catch(fail)
    }

    function fail(reason: unknown): void {
      if (!leave('failed')) return
      actor.send({ type: 'cancel' })
      // `onChange` may throw when it is told of the approval: then there are tokens to revoke, and `cancel` changes nothing.
      actor.send({ type: 'signOut' })
      if (watched.isUnderWay()) waitUntil?.(watched.settled())
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
