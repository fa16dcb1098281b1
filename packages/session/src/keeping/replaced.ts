import type { RevocationOutcome, TokenSet } from '@device-flow/machine'
import type { Clear, SignedIn } from '../record/record.ts'
import { areOfOnePerson } from '../record/person.ts'
import { readableTokens } from '../record/readable.ts'
import { secretTokens } from '../record/secrets.ts'
import type { Change, Contents } from './contents.ts'
import { quietly } from './keeping.ts'
import type { Keeping } from './keeping.ts'

// Many servers have one grant for a person and a client: revoking the tokens of an earlier sign-in ends the later one (RFC 7009 §2.1).
// So beside a session that may be of the same person they are kept, until that is signed out.

/** More would make the record grow with each login, for as long as nobody signs out. */
const MOST_KEPT = 5

/** The session, with tokens that are to be revoked when it is signed out. Those that are there already, twice: it does no harm. */
export function withReplaced(session: SignedIn, ...tokens: readonly Clear<TokenSet>[]): SignedIn {
  return { ...session, replaced: [...(session.replaced ?? []), ...tokens].slice(-MOST_KEPT) }
}

/**
 * Sees to tokens that nobody will use: they are kept for the sign-out of the session that may be of the same person, or else revoked.
 *
 * @param contents what is kept, as far as that is known
 */
export async function discard(
  { services, record, clock }: Keeping,
  contents: Contents,
  tokens: TokenSet,
): Promise<RevocationOutcome | void> {
  const clear = readableTokens(tokens, clock.now())
  const keepBeside: Change = ({ signedIn, ...rest }) =>
    signedIn && areOfOnePerson(signedIn.tokens, clear) !== false
      ? { ...rest, signedIn: withReplaced(signedIn, clear) }
      : undefined
  // Where they are not to be kept, they are revoked at once: the process may be about to end.
  const isKept = keepBeside(contents) && (await record.keep(keepBeside)).isApplied
  return isKept ? { revoked: false } : services.revokeTokens(tokens)
}

/** Revokes all tokens that a session has replaced, whatever the server says. Never rejects. */
export async function revokeReplaced({ services }: Keeping, { replaced = [] }: SignedIn): Promise<void> {
  await Promise.all(replaced.map((tokens) => quietly(services.revokeTokens(secretTokens(tokens)))))
}
