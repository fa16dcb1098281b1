import { isDeviceFlowError } from '@device-flow/machine'
import type { Secret, TokenSet, TokenSource } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import { isJustRenewed } from '@device-flow/machine/tokens'

/** Where an authorized fetch gets other tokens from when an API has refused the access token. */
export interface Replacements {
  /**
   * Tokens to use instead of those that were refused; undefined where new ones are not to be had, or would be of no use. `isCertain`: the
   * API says that the token is what it refused.
   */
  of(refused: TokenSet, origin: string, isCertain: boolean): Promise<TokenSet> | undefined
  /** The new ones were refused, too: it is the API's answer, and no reason for the next renewal. */
  noteRefused(tokens: TokenSet, origin: string): void
}

/** Makes the replacements of one source. */
export function createReplacements(source: TokenSource, clock: Clock): Replacements {
  /** The last token that was refused right after its renewal, and by which APIs: another token is another case. */
  let refusedAnew: { accessToken: Secret; origins: Set<string> } | undefined

  const isRefusedAnew = ({ accessToken }: TokenSet, origin: string): boolean =>
    refusedAnew !== undefined && isSame(refusedAnew.accessToken, accessToken) && refusedAnew.origins.has(origin)

  return {
    of(refused, origin, isCertain) {
      const held = source.held()
      // Signed out meanwhile: it rejects, and says why.
      if (!held) return source.fresh()
      // Somebody else has signed in meanwhile: what one person asked for is not done in the name of another (T18).
      if (refused.claims && held.claims?.sub !== refused.claims.sub) return undefined
      // Requests that left together come back together: the token that was refused may long have been replaced (F14).
      if (!isSame(held.accessToken, refused.accessToken)) return source.fresh()
      // Without the second condition, each call to an API that takes no token at all would make a refresh (T23).
      if (!held.refreshToken || isRefusedAnew(refused, origin)) return undefined
      // The same, where another process has renewed it: none knows what the others have been refused (F16).
      if (isJustRenewed(held, clock.now())) return undefined
      return isCertain ? renewOrEnd(source) : source.renew()
    },
    noteRefused({ accessToken }, origin) {
      if (refusedAnew && isSame(refusedAnew.accessToken, accessToken)) refusedAnew.origins.add(origin)
      else refusedAnew = { accessToken, origins: new Set([origin]) }
    },
  }
}

/** When the server refuses to renew a token that the API has refused, there is none left to be used to its end: the session is over. */
async function renewOrEnd(source: TokenSource): Promise<TokenSet> {
  try {
    return await source.renew()
  } catch (error) {
    if (!isDeviceFlowError(error) || error.reason !== 'signedOut') throw error
    // A login that cannot be renewed ends when it is asked to once more.
    return source.renew()
  }
}

/** By its value: read from a store anew, the same token is another object. */
function isSame(one: Secret, other: Secret): boolean {
  return one === other || one.reveal() === other.reveal()
}
