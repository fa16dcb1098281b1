import { DeviceFlowError, isDeviceFlowError, toView } from '@device-flow/machine'
import type { DeviceFlowActor, DeviceFlowSnapshot } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { onAbort } from '@device-flow/session'
import type { TrackedServices } from '@device-flow/session'
import { giveUp } from './give-up.ts'
import type { SharedLogin } from './shared-login.ts'
import { showingCodes } from './show-codes.ts'
import type { LoginOptions } from './sign-in-options.ts'
import { createTakeUp } from './take-up.ts'
import type { UndoableGrant } from './undo-grant.ts'
import { isUnreadable } from './unreadable.ts'
import { onViewChange } from './view-changes.ts'

/** How long the session of a grant may take to be kept, once nobody waits for it any more. */
const KEEPING_LIMIT_MS = 3_000

/** The services of a login, and what is known of it beside them. */
type LoginServices = TrackedServices &
  Pick<SharedLogin, 'leave' | 'givenUp'> &
  Pick<UndoableGrant, 'isGranted' | 'undo'> & { readonly clock: Clock }

/** Starts a login, or takes a session up, and tells the app how it goes. Resolves once somebody is signed in; rejects as `signIn` does. */
export function followLogin(actor: DeviceFlowActor, login: LoginServices, options: LoginOptions): Promise<void> {
  const { onPrompt, onChange = () => {}, onExpired, session, request, signal, waitUntil } = options
  return new Promise((resolve, reject) => {
    let stage: 'pending' | 'signedIn' | 'failed' = 'pending'
    let isStartedAnew = false
    let isAskedForMore = false
    const prompt = showingCodes(onPrompt, login.clock, fail)
    const change = onViewChange(onChange)
    const takeUp = createTakeUp(login.clock)
    const stopWaiting = signal && onAbort(signal, cancel)
    let stopTimer: (() => void) | undefined
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
      // Kept for those who share the login, as it was given up here: nobody is signed in by this call.
      const isKept = login.services.session !== undefined && !snapshot.context.unsaved
      if (stage === 'failed' && signal?.aborted && isKept && snapshot.hasTag('signedIn')) return void actor.stop()
      // Cancelled as the session was being kept, and that has failed: nobody else can be signed in by it.
      if (stage === 'pending' && signal?.aborted && login.isGranted() && snapshot.context.unsaved) {
        // Not while the chart tells of it: what it is sent then waits, and `waitUntil` would not hear of the revocation.
        return queueMicrotask(() => fail(signal.reason, false))
      }
      // Nobody can open what is kept any more. It is set aside, and the person who called signs in.
      if (stage === 'pending' && !isStartedAnew && isUnreadable(snapshot.context.error)) {
        isStartedAnew = true
        return start()
      }
      const takenUp = stage === 'pending' && takeUp(snapshot)
      if (takenUp === 'renewing') return
      if (takenUp === 'refused') return start()
      const isOver = snapshot.matches({ idle: 'ready' })
      const givenUp = isOver ? login.givenUp() : undefined
      try {
        prompt(snapshot)
        change(givenUp ? { status: 'error', error: givenUp, canResume: false } : toView(snapshot))
      } catch (error) {
        // Once signed in there is no promise left to reject: as in any event handler, it is uncaught.
        if (stage === 'signedIn') throw error
        return fail(error)
      }
      if ((snapshot.hasTag('signedIn') || takenUp === 'outOfReach') && enter('signedIn')) resolve()
      else if (snapshot.matches('error')) endOrGoOn(snapshot.context.error)
      // Otherwise cancelled by someone else who holds the machine, such as an inspector: an aborted signal has left `pending` by now.
      else if (isOver) fail(givenUp ?? new DOMException('The login was cancelled.', 'AbortError'))
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

    function cancel(): void {
      if (!login.isGranted()) return fail(signal?.reason)
      // The session is being kept, and others may be signed in by it: once that is done, it is too late.
      stopTimer = login.clock.schedule(() => {
        login.undo()
        fail(signal?.reason)
      }, KEEPING_LIMIT_MS)
    }

    function end(error: unknown): void {
      if (!enter('failed')) return
      void letGo()
      reject(error)
    }

    function fail(
      reason: unknown,
      isKept = session?.type === 'signedIn' || login.services.session !== undefined,
    ): void {
      if (!enter('failed')) return
      giveUp(actor, login, isKept)
      if (login.isInFlight()) waitUntil?.(login.settled())
      void letGo()
      reject(reason)
    }

    /** Nobody has the login any more: once its last requests have ended, nothing of it holds the process. */
    async function letGo(): Promise<void> {
      await login.settled()
      actor.stop()
      await login.settled()
    }

    /** Leaves `pending`. Returns whether it was so until now. */
    function enter(next: typeof stage): boolean {
      if (stage !== 'pending') return false
      stage = next
      stopWaiting?.()
      stopTimer?.()
      return true
    }
  })
}
