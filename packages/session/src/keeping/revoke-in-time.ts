import { TransientFault } from '@device-flow/machine'
import type { RevocationOutcome } from '@device-flow/machine'
import { withDeadline } from '@device-flow/untrusted'
import type { SignedIn } from '../record/record.ts'
import type { Keeping } from './keeping.ts'
import { revokeSession } from './revoke-session.ts'

/** Revokes the tokens of a session that was signed out. Rejects with a `TransientFault` where the server has not answered by then. */
export function revokeInTime(
  keeping: Keeping,
  signedOut: SignedIn,
  limitMs: number,
): Promise<RevocationOutcome | void> {
  const { clock } = keeping
  const timedOut = (): TransientFault => {
    const message = `The server did not answer within ${Math.ceil(limitMs / 1000)} s.`
    return new TransientFault('timeout', message, { receivedAt: clock.now() })
  }
  return withDeadline({ clock, limitMs, timedOut }, () => revokeSession(keeping, signedOut))
}
