import type { DeviceFlowError } from '@device-flow/machine'
import { isAlive } from '../record/life.ts'
import type { SignedIn } from '../record/record.ts'
import { arrivedAt } from './arrived-at.ts'
import { ofTokens } from './contents.ts'
import type { Contents } from './contents.ts'
import { keepOwn } from './keeping.ts'
import type { Keeping } from './keeping.ts'
import { pause } from './pause.ts'
import { revokeReplaced } from './replaced.ts'

/** The longest that the end of a session waits for the server to revoke what that session has replaced. */
const REVOCATION_LIMIT_MS = 1_000

/** Keeps that the server no longer renews the tokens: until the access token dies, they can be used. Then the session is over. */
export async function keepRefusal(
  keeping: Keeping,
  sent: SignedIn,
  { error, receivedAt }: { error: DeviceFlowError; receivedAt?: number },
): Promise<Contents> {
  const at = arrivedAt(keeping, receivedAt)
  const said = { at, message: error.message, error: error.error }
  const isOver = receivedAt === undefined || !isAlive(sent.tokens, at) || error.reason !== 'signedOut'
  let over: SignedIn | undefined
  const { contents, isApplied } = await keepOwn(
    keeping,
    ofTokens(sent, (signedIn, rest) => {
      if (!isOver) return { ...rest, signedIn: { ...signedIn, refresh: undefined, refused: said } }
      over = signedIn
      // A login that is under way goes on: somebody signs in anew, as T4 offers.
      return { ended: { ...said, by: 'server' }, pending: rest.pending }
    }),
  )
  // There will be no sign-out for them to go with, and a process that is told of the end may be gone at once.
  if (isApplied && over?.replaced) await pause(keeping.clock, REVOCATION_LIMIT_MS, revokeReplaced(keeping, over))
  return contents
}
