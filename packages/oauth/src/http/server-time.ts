import type { HttpResponse } from './http-response.ts'
import { httpDate } from './retry-after.ts'

/** The server's clock, ms since the epoch; undefined where its `Date` is not there, or hidden from pages. */
export function serverTime(response: HttpResponse): number | undefined {
  const date = httpDate(response.headers.get('date') ?? '')
  return Number.isNaN(date) ? undefined : date
}
