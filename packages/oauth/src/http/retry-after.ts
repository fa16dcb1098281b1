import { httpDate, serverTime } from './http-date.ts'
import type { HttpResponse } from './http-response.ts'

/** How far a date counts that can only be read by the clock of this device, which may be hours behind. */
const MAX_UNCHECKED_MS = 30_000

/**
 * How long a server asks to be left alone, ms (`Retry-After`, RFC 9110 §10.2.3): seconds or a date. A date is read by
 * the server's own `Date`, since clocks differ by hours, and by the `Age` of what a cache has kept; where the former is
 * missing, or hidden, by the device's clock, and counts for 30 s at most. What is neither, or lies in the past, is
 * ignored.
 */
export function retryAfterMs(response: HttpResponse): number | undefined {
  const { headers, receivedAt } = response
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  if (/^\d+(?:\.\d+)?$/.test(value)) {
    const ms = Number(value) * 1000
    return ms < Infinity ? ms : undefined
  }
  const now = serverTime(response)
  const ms = now !== undefined ? httpDate(value) - now : Math.min(httpDate(value) - receivedAt, MAX_UNCHECKED_MS)
  return ms > 0 ? ms : undefined
}
