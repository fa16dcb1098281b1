import type { TokenSet } from '@device-flow/machine'
import type { SignedIn } from '../record/record.ts'
import { secretTokens } from '../record/secrets.ts'
import type { Change, Changed } from './contents.ts'
import { keepOwn, tell, tellOthers } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { look } from './notices.ts'

/**
 * Keeps tokens before anybody has them. `settle` makes the outcome of what became of that: now, and once more when a write that failed at
 * first has come to its end.
 */
export async function keepTokens<Outcome>(
  keeping: Keeping,
  change: Change,
  settle: (changed: Changed) => Outcome,
): Promise<Outcome> {
  const changed = await keepOwn(keeping, change, (late) => {
    settle(late)
    if (!late.isApplied) return void look(keeping)
    tell(keeping, { type: 'sessionSaved' })
    tellOthers(keeping)
  })
  return settle(changed)
}

/** The tokens of a session, for the chart. They are known again by their access token: which sign-in they are of. */
export function handOut(keeping: Keeping, { id, tokens: clear }: SignedIn): TokenSet {
  const tokens = secretTokens(clear)
  keeping.sessions.set(tokens.accessToken, id)
  return tokens
}
