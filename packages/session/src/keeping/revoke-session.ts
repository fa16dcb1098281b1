import type { RevocationOutcome } from '@device-flow/machine'
import type { SignedIn } from '../record/record.ts'
import { secretTokens } from '../record/secrets.ts'
import type { Keeping } from './keeping.ts'
import { revokeReplaced } from './replaced.ts'

/** Revokes the tokens of a session that was signed out, and those that it has replaced. */
export async function revokeSession(keeping: Keeping, signedOut: SignedIn): Promise<RevocationOutcome | void> {
  const [outcome] = await Promise.all([
    // Those that another tab has renewed meanwhile: a server says that it has revoked a rotated token, too, and does nothing.
    keeping.services.revokeTokens(secretTokens(signedOut.tokens)),
    revokeReplaced(keeping, signedOut),
  ])
  return outcome
}
