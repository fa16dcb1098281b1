import { TransientFault } from '@device-flow/machine'
import type { RevocationOutcome } from '@device-flow/machine'
import { withDeadline } from '@device-flow/untrusted'
import type { SignedIn } from '../record/record.ts'
import { secretTokens } from '../record/secrets.ts'
import type { Keeping } from './keeping.ts'
import { isUnderWay } from './refresh-rules.ts'
import { revokeReplaced } from './replaced.ts'

/** Revokes the tokens of a session that was signed out, and those that it has replaced. */
export async function revokeSession(keeping: Keeping, signedOut: SignedIn): Promise<RevocationOutcome | void> {
  const [outcome] = await Promise.all([
    // Those that another tab has renewed meanwhile: a server says that it has revoked a rotated token, too, and does nothing.
    keeping.services.revokeTokens(secretTokens(signedOut.tokens)),
    revokeReplaced(keeping, signedOut),
  ])
  return outcome?.revoked !== false && isUnderWay(signedOut.refresh, keeping.owner, keeping.clock.now())
    ? { revoked: false, problem: renewedElsewhere(keeping) }
    : outcome
}

/** The server may have replaced the tokens already: of those that it has replaced it says that they are revoked, and does nothing. */
function renewedElsewhere({ clock }: Keeping): TransientFault {
  const message = 'Another tab or process is renewing the tokens at this moment. It revokes what that brings.'
  return new TransientFault('busy', message, { receivedAt: clock.now() })
}

/** The same within a time. Rejects with a `TransientFault` where the server has not answered by then. */
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
