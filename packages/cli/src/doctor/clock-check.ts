import type { Check } from './check.ts'
import type { SeenRequest } from './watch-requests.ts'

/** `Date` has whole seconds, and responses take a while. */
const FINE_SECONDS = 60

/** Compares this computer's clock with the `Date` of a response (RFC 9110 §6.6.1). */
export function checkClock(seen: readonly SeenRequest[]): Check {
  // To a request for a tunnel it is the proxy that answers.
  const answered = seen.filter(({ method, status }) => method !== 'CONNECT' && status !== undefined)
  if (answered.length === 0) {
    return { name: 'clock', status: 'skipped', message: 'Not reached.' }
  }
  // What a cache has kept is dated by when it was fetched (RFC 9111 §5.1).
  const last = answered.findLast(({ headers }) => headers?.has('date') && !(Number(headers.get('age')) > 0))
  const date = Date.parse(last?.headers?.get('date') ?? '')
  if (!last?.answeredAt || Number.isNaN(date)) {
    return { name: 'clock', status: 'skipped', message: 'The server tells no time (Date).' }
  }
  const seconds = Math.round((last.answeredAt - date) / 1000)
  const size = Math.abs(seconds)
  const said = `${size < 120 ? `${size} s` : `${Math.round(size / 60)} min`} ${seconds < 0 ? 'behind' : 'ahead of'} ${last.url.host}`
  if (size <= FINE_SECONDS) return { name: 'clock', status: 'ok', message: `Right: ${said}.` }
  return {
    name: 'clock',
    status: 'warning',
    message: `This computer's clock is ${said}.`,
    advice: 'A login copes with it; certificates and other programs may not. Set the clock, by NTP if you can.',
  }
}
