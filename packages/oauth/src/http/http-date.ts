import type { HttpResponse } from './http-response.ts'
import { positiveSeconds } from './positive-seconds.ts'

/** `Sun Nov  6 08:49:37 1994`, which C's asctime writes. */
const ASCTIME = /^([A-Z][a-z]{2}) ([A-Z][a-z]{2}) +(\d{1,2}) ([\d:]+) (\d{4})$/

/** `1994-11-06T08:49:37Z`, which some write, and a weekday, by which all else begins. */
const ISO = /^\d{4}-\d\d-\d\dT/
const WEEKDAY = /^[A-Z][a-z]{2,8},? /

const ZONE = /(?:Z|GMT|UTC?|[+-]\d\d:?\d\d)$/

/**
 * An HTTP date in any of its forms (RFC 9110 §5.6.7), or one of ISO 8601, ms since the epoch; GMT where it names no zone. NaN for anything
 * else: `Date.parse` makes a date of almost anything ("-5" is the year 2001 to V8).
 */
export function httpDate(value: string | null): number {
  const date = value?.trim().replace(ASCTIME, '$1, $3 $2 $5 $4') ?? ''
  if (ISO.test(date)) return Date.parse(ZONE.test(date) ? date : `${date}Z`)
  return WEEKDAY.test(date) ? Date.parse(ZONE.test(date) ? date : `${date} GMT`) : Number.NaN
}

/**
 * The server's clock when it answered, ms since the epoch; undefined where its `Date` is not there, or hidden from pages. What a cache has
 * kept is older by its `Age` (RFC 9111 §5.1).
 */
export function serverTime({ headers }: Pick<HttpResponse, 'headers'>): number | undefined {
  const date = httpDate(headers.get('date'))
  return Number.isNaN(date) ? undefined : date + (positiveSeconds(headers.get('age')) ?? 0) * 1000
}
