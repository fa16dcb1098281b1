import { httpDate } from '../http/http-date.ts'
import type { HttpResponse } from '../http/http-response.ts'

const MINUTE_MS = 60_000
const DEFAULT_LIFETIME_MS = 60 * MINUTE_MS
const MAX_LIFETIME_MS = 24 * 60 * MINUTE_MS

/**
 * For how long metadata may be used before a new login asks for it again, ms: what the server's cache headers say (RFC
 * 9111 §5.2.2, §5.3), but at least a minute and at most a day; an hour without them. 0 with `no-store` or `no-cache`.
 */
export function metadataLifetimeMs({ headers, receivedAt }: HttpResponse): number {
  const control = (headers.get('cache-control') ?? '').toLowerCase()
  if (/(?:^|[\s,])no-(?:store|cache)(?=$|[\s,])/.test(control)) return 0
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(control)?.[1]
  if (maxAge !== undefined) return bounded(Number(maxAge) * 1000)
  const expires = headers.get('expires')
  if (expires === null) return DEFAULT_LIFETIME_MS
  // RFC 9111 §5.3: what is no date lies in the past.
  const left = httpDate(expires) - (httpDate(headers.get('date')) || receivedAt)
  return bounded(left || 0)
}

function bounded(ms: number): number {
  return Math.min(Math.max(ms, MINUTE_MS), MAX_LIFETIME_MS)
}
