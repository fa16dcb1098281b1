import type { TokenSet } from '@device-flow/machine'
import type { Clear, SignedIn } from '../record/record.ts'
import { clearTokens, secretTokens } from '../record/secrets.ts'
import type { Contents } from './contents.ts'
import { revokeQuietly } from './keeping.ts'
import type { Keeping } from './keeping.ts'

// Many servers have one grant for a person and a client: revoking the tokens of an earlier sign-in ends the later one, too (RFC 7009 §2.1).
// So beside a session that may be of the same person they are kept, until that is signed out.

/** More would make the record grow with each login, for as long as nobody signs out. */
const MOST_KEPT = 5

/** Whether tokens are of one person, as their ID tokens say; undefined where these do not. */
export function areOfOnePerson(one: Clear<TokenSet>, other: Clear<TokenSet>): boolean | undefined {
  const [sub, otherSub] = [one.claims?.sub, other.claims?.sub]
  return sub === undefined || otherSub === undefined ? undefined : sub === otherSub
}

/** The session, with tokens that are to be revoked when it is signed out. Those that are there already, twice: it does no harm. */
export function withReplaced(session: SignedIn, ...tokens: readonly Clear<TokenSet>[]): SignedIn {
  return { ...session, replaced: [...(session.replaced ?? []), ...tokens].slice(-MOST_KEPT) }
}

/** Keeps tokens for the sign-out of the session that may be of the same person. Resolves to whether there is one. Never rejects. */
export async function keepReplaced({ record }: Keeping, tokens: TokenSet): Promise<boolean> {
  const clear = clearTokens(tokens)
  const { isApplied } = await record.keep(({ signedIn, ...rest }) =>
    signedIn && areOfOnePerson(signedIn.tokens, clear) !== false
      ? { ...rest, signedIn: withReplaced(signedIn, clear) }
      : undefined,
  )
  return isApplied
}

/** Sees to tokens that arrived and that nobody will use: they are revoked, now or with the session that is kept, behind everyone's back. */
export function discard(keeping: Keeping, { signedIn }: Contents, tokens: TokenSet): void {
  // At once, where it can be told at once: the process may be about to end.
  if (!signedIn) void revokeQuietly(keeping, tokens)
  else void keepReplaced(keeping, tokens).then((isKept) => (isKept ? undefined : revokeQuietly(keeping, tokens)))
}

/** Revokes all tokens that a session has replaced. Never rejects. */
export async function revokeReplaced(keeping: Keeping, { replaced = [] }: SignedIn): Promise<void> {
  await Promise.all(replaced.map((tokens) => revokeQuietly(keeping, secretTokens(tokens))))
}
