import type { HttpResponse } from './http-response.ts'
import { positiveSeconds } from './positive-seconds.ts'

/**
 * An HTTP date (RFC 9110 §5.6.7), ms since the epoch. NaN unless it starts with a weekday: `Date.parse` makes a date of almost anything
 * ("-5" is the year 2001 to V8).
 */
export function httpDate(value: string | null): number {
  return value !== null && /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : Number.NaN
}

/**
 * The server's clock when it answered, ms since the epoch; undefined where its `Date` is not there, or hidden from pages. What a cache has
 * kept is older by its `Age` (RFC 9111 §5.1).
 */
export function serverTime({ headers }: Pick<HttpResponse, 'headers'>): number | undefined {
  const date = httpDate(headers.get('date'))
  return Number.isNaN(date) ? undefined : date + (positiveSeconds(headers.get('age')) ?? 0) * 1000
}
