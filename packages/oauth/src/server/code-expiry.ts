import type { DeviceAuthorization } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'
import type { HttpResponse } from '../http/http-response.ts'
import { serverTime } from '../http/server-time.ts'

const MEMBER = 'code_expires_at'

/** What is kept of a server with a login, and when its code runs out by the server's own clock, if it shows that. */
export function keepExpiry(kept: string | undefined, response: HttpResponse, lifeMs: number): string | undefined {
  const time = serverTime(response)
  if (time === undefined) return kept
  const members = kept === undefined ? {} : (JSON.parse(kept) as object)
  return JSON.stringify({ ...members, [MEMBER]: time + lifeMs })
}

/** When a code runs out by its server's own clock, ms since the epoch; undefined where that is not known. */
export function expiryAtServer({ server }: DeviceAuthorization): number | undefined {
  try {
    // Anything may have written to a store.
    const members: unknown = JSON.parse(server ?? '')
    const time = isRecord(members) ? members[MEMBER] : undefined
    return typeof time === 'number' ? time : undefined
  } catch {
    return undefined
  }
}
