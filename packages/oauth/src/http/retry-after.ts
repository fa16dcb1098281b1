import { httpDate, serverTime } from './http-date.ts'
import type { HttpResponse } from './http-response.ts'

/** How far a date counts that can only be read by the clock of this device, which may be hours behind. */
const MAX_UNCHECKED_MS = 30_000

/** Seconds, be it with their unit. */
const SECONDS = /^(\d+(?:\.\d+)?)(?:\s*s(?:ec(?:ond)?s?)?)?$/i

/** Between the values of a header that came twice; not the one in a date, behind the weekday. */
const BETWEEN_VALUES = /,(?!\s*\d{1,2}[ -][A-Z][a-z]{2}[ -])/

/**
 * How long a server asks to be left alone, ms (`Retry-After`, RFC 9110 §10.2.3): seconds or a date, the longest where there are several. A
 * date is read by the server's own `Date`, since clocks differ by hours, and by the `Age` of what a cache has kept; where there is no
 * `Date`, or it is hidden, by the device's clock, and counts for 30 s at most. What is neither, or lies in the past, is ignored.
 */
export function retryAfterMs(response: HttpResponse): number | undefined {
  const values = response.headers.get('retry-after')?.split(BETWEEN_VALUES) ?? []
  const times = values.flatMap((value) => msIn(value.trim(), response) ?? [])
  return times.length > 0 ? Math.max(...times) : undefined
}

function msIn(value: string, response: HttpResponse): number | undefined {
  const seconds = SECONDS.exec(value)?.[1]
  if (seconds !== undefined) {
    const ms = Number(seconds) * 1000
    return ms < Infinity ? ms : undefined
  }
  const now = serverTime(response)
  const ms =
    now !== undefined ? httpDate(value) - now : Math.min(httpDate(value) - response.receivedAt, MAX_UNCHECKED_MS)
  return ms > 0 ? ms : undefined
}
