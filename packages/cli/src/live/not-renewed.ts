import { isDeviceFlowError } from '@device-flow/machine'
import { notSignedIn } from '../failure/command-failure.ts'
import { inCommandWords } from '../failure/command-words.ts'
import { meantBy } from '../failure/meant-by.ts'

/** Codes of a server that renews no session of this client: to sign in again helps, for as long as the new access token lives. */
const RENEWS_NONE: ReadonlySet<string> = new Set(['unauthorized_client', 'unsupported_grant_type'])

/** How a command that wants a token fails where the kept one is dead and was not renewed: as `status` has it, nobody is signed in. */
export function notRenewed(failure: unknown): unknown {
  if (!isDeviceFlowError(failure) || failure.error === undefined) return failure
  if (!RENEWS_NONE.has(meantBy(failure.error, failure))) return failure
  return notSignedIn(`The access token could not be renewed. ${inCommandWords(failure.message)}`, failure.error)
}
