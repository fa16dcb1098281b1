import type { Json } from '@device-flow/machine'
import type { EventJson } from './messages.ts'

type Members = { [member: string]: Json | undefined }

/** Returns the error in an event, whether a rejection or an outcome that ended the login. */
export function errorIn({ error, output }: EventJson): Members | undefined {
  if (isMembers(error)) return error
  return isMembers(output) && isMembers(output.error) ? output.error : undefined
}

export function isMembers(value: Json | undefined): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
