import { isSameResponse } from '../record/life.ts'
import type { PendingLogin, SessionRecord, SignedIn } from '../record/record.ts'
import type { SessionStoreError } from '../stores/store-error.ts'

/** What changes in a record. */
export type Contents = Pick<SessionRecord, 'pending' | 'signedIn' | 'ended'>

/**
 * Makes contents of those before; undefined where it no longer applies. It is made again when another has written meanwhile, or when a
 * write that failed is tried again: so it recognises its own result, and gives it back as it is.
 */
export type Change = (contents: Contents) => Contents | undefined

/** What became of a change. */
export interface Changed {
  readonly contents: Contents
  /** False when it no longer applied: `contents` are what others have made of it. */
  readonly isApplied: boolean
  /** False when it is in memory only. */
  readonly isSaved: boolean
  /** Why it is in memory only. */
  readonly failure?: SessionStoreError | undefined
  /** Why what is kept could not be read: others may have changed it since `contents` were known. */
  readonly unread?: SessionStoreError | undefined
}

/** Whether nothing was ever kept, or the storage was cleared: what has ended leaves a trace. */
export function isEmpty({ pending, signedIn, ended }: Contents): boolean {
  return !pending && !signedIn && !ended
}

/** A change of the login of a device code while it waits: once others have ended it, theirs counts. */
export function ofLogin(code: string, change: (pending: PendingLogin, rest: Contents) => Contents | undefined): Change {
  return ({ pending, ...rest }) => (pending?.authorization.deviceCode === code ? change(pending, rest) : undefined)
}

/** A change of the session while it has these tokens: once others have renewed them, theirs count. */
export function ofTokens(
  { tokens }: Pick<SignedIn, 'tokens'>,
  change: (signedIn: SignedIn, rest: Contents) => Contents | undefined,
): Change {
  return ({ signedIn, ...rest }) =>
    signedIn && isSameResponse(signedIn.tokens, tokens) ? change(signedIn, rest) : undefined
}
