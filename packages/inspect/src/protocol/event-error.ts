import type { Json } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'
import type { EventJson } from './messages.ts'

type Members = { [member: string]: Json | undefined }

/** Returns the error in an event, whether a rejection or an outcome that ended the login. */
export function errorIn({ error, output }: EventJson): Members | undefined {
  if (isRecord(error)) return error
  return isRecord(output) && isRecord(output.error) ? output.error : undefined
}
