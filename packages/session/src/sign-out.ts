import type { RevocationOutcome } from '@device-flow/machine'
import type { Change } from './keeping/contents.ts'
import { storageError } from './keeping/ends.ts'
import { keepings, tellOthers } from './keeping/keeping.ts'
import type { Keeping } from './keeping/keeping.ts'
import { loadRequests } from './keeping/load-requests.ts'
import { pastBlips } from './keeping/past-blips.ts'
import type { KeptServices } from './keeping/with-session.ts'
import { notRevoked } from './not-revoked.ts'
import type { SignedIn } from './record/record.ts'
import { SessionOptionsError } from './session-options-error.ts'
import type { SessionStoreError } from './stores/store-error.ts'

/** What became of a session that was signed out without being held. */
export interface SignOutOutcome extends RevocationOutcome {
  /** Whether somebody was signed in. A login that waits for its person is given up without. */
  wasSignedIn: boolean
  /**
   * There, and false, where nothing could be written: the tokens are dead, and still kept. Until something can be written, whoever reads
   * what is kept finds them, and the name of their person.
   */
  forgotten?: false
}

/** Settings of {@link signOut}. */
export interface SignOutOptions {
  /** How long the server has to answer, ms; after that, what it does is not known. Default: 10 s. */
  limitMs?: number | undefined
}

const LIMIT_MS = 10_000

/**
 * Signs out whoever is signed in, and gives up a login that waits for its person, whose code is good for nothing then: for all who share
 * the store. Then it has the tokens revoked. It is for a program that holds no session, as a command `logout`, and needs no chart; where
 * nobody is signed in it sends nothing, and what is kept no longer says how the server has ended the last session. `revoked` is false
 * where tokens may live on at the server, which has not confirmed that it revoked them, and `problem` says why; `forgotten` is false where
 * they are dead, and could not be removed here.
 *
 * @param services those of `withSession`
 * @param options how long the server is waited for
 * @throws DeviceFlowError (it rejects with it) `storage` when what is kept cannot be read, or neither changed nor revoked
 * @throws SessionOptionsError for other services
 * @see {@link https://www.rfc-editor.org/rfc/rfc7009 | RFC 7009}
 * @example
 * ```ts
 * import type { DeviceFlowServices } from '@device-flow/machine'
 * import { signOut, withSession, type Store } from '@device-flow/session'
 *
 * export async function logout(services: DeviceFlowServices, store: Store): Promise<void> {
 *   const { wasSignedIn, revoked, problem, forgotten } = await signOut(withSession(services, { store }))
 *   if (!wasSignedIn) return console.log('Nobody was signed in.')
 *   if (forgotten === false) console.warn('The tokens are dead, but still kept here: nothing can be written.')
 *   console.log(revoked ? 'Signed out.' : `Signed out here. The tokens may live on. ${problem?.message ?? ''}`)
 * }
 * ```
 */
export async function signOut(
  services: KeptServices,
  { limitMs = LIMIT_MS }: SignOutOptions = {},
): Promise<SignOutOutcome> {
  const keeping = keepings.get(services)
  if (!keeping) throw new SessionOptionsError('services', 'must be those that withSession returns')
  const at = keeping.clock.now()
  let signedOut: SignedIn | undefined
  let isNobody = false
  let failure: unknown
  try {
    // First here, as in revokeTokens. Not `keep`: that would go on trying, and the process is about to end.
    const end: Change = ({ signedIn, pending, ended }) => {
      // A write that was said to fail may have ended it all the same: then the next try finds nobody.
      signedOut = signedIn ?? signedOut
      isNobody = !signedOut && !pending
      if (signedIn || pending) return { ended: { at, by: signedIn ? 'person' : 'cancel' } }
      // What the server said when it ended the session is of no interest to whoever is told here later.
      return ended?.by === 'server' ? { ended: { at, by: 'person' } } : undefined
    }
    await pastBlips(keeping.clock, () => keeping.record.change(end))
    tellOthers(keeping)
  } catch (error) {
    // Where nobody is signed in, it does not matter that a store cannot be written.
    if (!isNobody) failure = error
  }
  const outcome = signedOut ? await revocation(keeping, signedOut, limitMs) : { revoked: failure === undefined }
  const wasSignedIn = signedOut !== undefined
  if (failure === undefined) return { ...outcome, wasSignedIn }
  if (!outcome.revoked) throw storageError(failure as SessionStoreError)
  // Dead tokens that stay behind sign nobody in, and who looks here is told their person's name all the same.
  return { ...outcome, wasSignedIn, forgotten: false }
}

async function revocation(keeping: Keeping, signedOut: SignedIn, limitMs: number): Promise<RevocationOutcome> {
  try {
    const { revokeInTime } = await loadRequests(keeping.clock)
    return (await revokeInTime(keeping, signedOut, limitMs)) ?? { revoked: true }
  } catch (failure) {
    return notRevoked(failure)
  }
}
