import type { SessionRecord } from '../record/record.ts'

/** What changes in a record. */
export type Contents = Pick<SessionRecord, 'pending' | 'signedIn' | 'ended'>

/**
 * Makes contents of those before; undefined where it no longer applies. It is made again when another has written meanwhile, or when a
 * write that failed is tried again: so it recognises its own result, and gives it back as it is.
 */
export type Change = (contents: Contents) => Contents | undefined
