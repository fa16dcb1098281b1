import { isRecord } from '@device-flow/untrusted'
import * as oauth from 'oauth4webapi'

// Where oauth4webapi has no field for it, its English text is read: a test holds each of these to the installed version.

/** The member that oauth4webapi found missing or wrong in a response; undefined when its error is about something else. */
export function memberNamedBy(error: unknown): string | undefined {
  const { cause, message } = partsOf(error)
  if (typeof cause.attribute === 'string') return cause.attribute
  // The one member whose value it may not support; an algorithm it does not has no `body`.
  if (error instanceof oauth.UnsupportedOperationError && 'body' in cause) return 'token_type'
  return /"response" body "(\w+)" property/.exec(message)?.[1]
}

/** What oauth4webapi found wrong with an ID token. */
export interface IdTokenProblem {
  /** The claim, or the part of the header. */
  field: string
  /** Whether it names somebody or something else, or is only missing or of the wrong type. */
  isMismatch: boolean
  /** Whether it is the audience, and has others beside this client. */
  hasMoreAudiences: boolean
}

/** Reads what oauth4webapi found wrong with an ID token; undefined when that is not known. */
export function idTokenProblemIn(error: unknown): IdTokenProblem | undefined {
  const { cause, message } = partsOf(error)
  if (typeof cause.claim === 'string') {
    // It expects no other audience; where it finds another, it says which it expected.
    const hasMoreAudiences = cause.claim === 'aud' && !('expected' in cause)
    return { field: cause.claim, isMismatch: true, hasMoreAudiences }
  }
  const isAboutAlgorithm = typeof cause.alg === 'string' || 'reason' in cause
  const field = isAboutAlgorithm ? 'alg' : /(?:JWT|ID Token) "(\w+)"/.exec(message)?.[1]
  return field === undefined ? undefined : { field, isMismatch: !('claims' in cause), hasMoreAudiences: false }
}

/** Whether oauth4webapi found that the key did not make the signature. */
export function isSignatureMismatch(error: unknown): boolean {
  return error instanceof oauth.OperationProcessingError && 'signature' in partsOf(error).cause
}

function partsOf(error: unknown): { cause: Record<string, unknown>; message: string } {
  if (!(error instanceof Error)) return { cause: {}, message: '' }
  return { cause: isRecord(error.cause) ? error.cause : {}, message: error.message }
}
