/**
 * How long a server asks to be left alone, ms (`Retry-After`, RFC 9110 §10.2.3): seconds or a date. What is neither, or lies in
 * the past, is ignored (B8).
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim()
  if (!value) return undefined
  if (/^\d+(?:\.\d+)?$/.test(value)) {
    const ms = Number(value) * 1000
    return Number.isFinite(ms) ? ms : undefined
  }
  // `Date.parse` makes a date of almost anything ("-5" is the year 2001 to V8); an HTTP-date starts with a weekday.
  const until = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : Number.NaN
  return until > now ? until - now : undefined
}
