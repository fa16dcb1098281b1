import { isRecord } from '@device-flow/untrusted'

/** The members of a JSON object; undefined for whatever else a body is. */
export function membersIn(body: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const read: unknown = JSON.parse(body ?? '')
    return isRecord(read) ? read : undefined
  } catch {
    return undefined
  }
}
