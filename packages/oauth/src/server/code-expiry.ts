import type { HttpResponse } from '../http/http-response.ts'
import { serverTime } from '../http/http-date.ts'

/** The member of what is kept of a server that says when the code runs out by the server's own clock, ms since the epoch. */
export const CODE_EXPIRES_AT = 'code_expires_at'

/** What is kept of a server with a login, and when its code runs out by the server's own clock, if it shows that. */
export function keepExpiry(kept: string | undefined, response: HttpResponse, lifeMs: number): string | undefined {
  const time = serverTime(response)
  if (time === undefined) return kept
  return JSON.stringify({ ...(JSON.parse(kept ?? '{}') as object), [CODE_EXPIRES_AT]: time + lifeMs })
}
