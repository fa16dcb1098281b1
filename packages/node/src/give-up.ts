import type { DeviceFlowActor } from '@device-flow/machine'
import type { SharedLogin } from './shared-login.ts'

/** Ends a login that nobody waits for any more. One that others have begun goes on without this process. */
export function giveUp(actor: DeviceFlowActor, { leave }: Pick<SharedLogin, 'leave'>, isKept: boolean): void {
  const snapshot = actor.getSnapshot()
  // Tokens are still good where they are kept: to revoke them would sign the person out there, too.
  if (snapshot.matches({ idle: 'restoring' }) || (isKept && snapshot.hasTag('signedIn'))) return void actor.stop()
  // A grant that only this process has is revoked, whoever began the login.
  if (!snapshot.hasTag('signedIn')) leave()
  actor.send({ type: 'cancel' })
  // `onChange` may throw when it is told of the approval: then there are tokens to revoke, and `cancel` changes nothing.
  actor.send({ type: 'signOut' })
}
