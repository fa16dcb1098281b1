import { isRecord } from '@device-flow/untrusted'
import * as oauth from 'oauth4webapi'

// Where oauth4webapi has no field for it, its English text is read: a test holds each of these to the installed
// version.

/**
 * The member that oauth4webapi found missing or wrong in a response; undefined when its error is about something else.
 */
export function memberNamedBy(error: unknown): string | undefined {
  const { cause, message } = partsOf(error)
  if (typeof cause.attribute === 'string') return cause.attribute
  // The one member whose value it may not support; an algorithm it does not has no `body`.
  if (error instanceof oauth.UnsupportedOperationError && 'body' in cause) return 'token_type'
  return /"response" body "(\w+)" property/.exec(message)?.[1]
}

/** What an error of oauth4webapi says beside its name. */
export function partsOf(error: unknown): { cause: Record<string, unknown>; message: string } {
  if (!(error instanceof Error)) return { cause: {}, message: '' }
  return { cause: isRecord(error.cause) ? error.cause : {}, message: error.message }
}
