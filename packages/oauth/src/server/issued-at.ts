import type { DeviceAuthorization } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'
import type { HttpResponse } from '../http/http-response.ts'
import { serverTime } from '../http/server-time.ts'

const MEMBER = 'code_issued_at'

/** What is kept of a server with a login, and when it gave the code by its own clock, if it says so. */
export function keepIssuedAt(kept: string | undefined, response: HttpResponse): string | undefined {
  const time = serverTime(response)
  if (time === undefined) return kept
  const members = kept === undefined ? {} : (JSON.parse(kept) as object)
  return JSON.stringify({ ...members, [MEMBER]: time })
}

/** When the server gave a code by its own clock, ms since the epoch. Anything may have written to a store. */
export function issuedAt({ server }: DeviceAuthorization): number | undefined {
  try {
    const members: unknown = JSON.parse(server ?? '')
    const time = isRecord(members) ? members[MEMBER] : undefined
    return typeof time === 'number' ? time : undefined
  } catch {
    return undefined
  }
}
