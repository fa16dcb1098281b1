import type { RefreshOutcome, TokenSet, TransientFault } from '@device-flow/machine'
import { mergeTokens, withRefreshToken } from '@device-flow/machine/adapter'
import type { RefreshWait } from '@device-flow/machine/tokens'
import { isSameResponse } from '../record/life.ts'
import type { SignedIn } from '../record/record.ts'
import { readableTokens } from '../record/readable.ts'
import { secretTokens } from '../record/secrets.ts'
import type { Change } from './contents.ts'
import { sessionEndedError } from './ends.ts'
import { handOut, keepTokens } from './keep-tokens.ts'
import { behind } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { noWait, ofRefresh } from './refresh-intent.ts'
import { isSameRefresh } from './refresh-rules.ts'
import { discard } from './replaced.ts'

/** Keeps renewed tokens before anybody has them. */
export function keepRefreshed(keeping: Keeping, sent: SignedIn, renewed: TokenSet): Promise<RefreshOutcome> {
  const now = keeping.clock.now()
  // Without what says nothing: a refresh token that is null is none in place of the one before.
  const arrived = mergeTokens(secretTokens(sent.tokens), secretTokens(readableTokens(renewed, now)))
  const tokens = readableTokens(arrived, now)
  // What others have noted of the session meanwhile stays: tokens that go with it when it is signed out, say.
  const commit = ofRefresh(sent, (signedIn, rest) => ({
    ...rest,
    signedIn: {
      ...signedIn,
      tokens,
      // Another has sent the same token after us, and some servers replace then what they gave us: what that one brings is newer.
      refresh: isSameRefresh(signedIn.refresh, sent.refresh) ? undefined : signedIn.refresh,
      ...noWait,
      refused: undefined,
      declined: undefined,
    },
  }))
  const change: Change = (contents) => (isSameResponse(contents.signedIn?.tokens, tokens) ? contents : commit(contents))
  return keepTokens(keeping, change, ({ contents, isApplied, isSaved }): RefreshOutcome => {
    // Where others have written meanwhile, that counts: their tokens, or the end of the session, for which what arrived is revoked.
    const { signedIn } = contents
    if (signedIn?.id === sent.id) {
      return { type: 'refreshed', tokens: handOut(keeping, signedIn), unsaved: isApplied && !isSaved }
    }
    behind(keeping, discard(keeping, contents, arrived))
    return { type: 'refused', error: sessionEndedError(contents) }
  })
}

/** Keeps the refresh token of a response that cannot be used otherwise, before the fault is told: the next refresh is to send that one. */
export async function keepRefreshToken(
  keeping: Keeping,
  sent: SignedIn,
  fault: TransientFault,
  wait: RefreshWait,
): Promise<void> {
  const left = withRefreshToken(secretTokens(sent.tokens), fault)
  const tokens = readableTokens(left, keeping.clock.now())
  const change: Change = (contents) => {
    const { signedIn } = contents
    if (signedIn?.id !== sent.id || !isSameResponse(signedIn.tokens, sent.tokens)) return undefined
    if (signedIn.tokens.refreshToken === tokens.refreshToken) return contents
    // Another has sent the same token, and has kept what that brought.
    if (signedIn.tokens.refreshToken !== sent.tokens.refreshToken) return undefined
    const refresh = isSameRefresh(signedIn.refresh, sent.refresh) ? undefined : signedIn.refresh
    return { ...contents, signedIn: { ...signedIn, tokens, refresh, ...noWait, ...wait } }
  }
  const { contents, isApplied } = await keeping.record.keep(change)
  if (!isApplied) behind(keeping, discard(keeping, contents, left))
}
