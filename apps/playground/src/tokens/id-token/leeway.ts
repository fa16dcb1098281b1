import { span } from '../../time/span.ts'
import type { IdTokenCheck } from './check.ts'
import { shownTime } from './check.ts'
import type { Evidence } from './evidence.ts'

/** What the login allows for clocks that differ, ms. */
export const LEEWAY_MS: number = 10 * 60 * 1000

type Result = Pick<IdTokenCheck, 'result' | 'reason'>

/** What a time is held against: the clock, with what the login allows, `less` for the earliest time and `plus` for the latest. */
export function limit(evidence: Evidence, sign: 'less' | 'plus'): string {
  const { now } = evidence
  const at = sign === 'less' ? now - LEEWAY_MS : now + LEEWAY_MS
  return `${inSeconds(at)}: ${clockOf(evidence)}, ${inSeconds(now)}, ${sign} 10 min of leeway`
}

/** A time that is off by less than what the login allows. */
export function withinLeeway(what: string, evidence: Evidence): Result {
  const reason = `${what} by ${clockOf(evidence)}: a clock is wrong. The login took it, as it allows 10 min for that. Other clients allow less.`
  return { result: 'noted', reason }
}

/** A time that is off by more. At a refresh it ends nothing. */
export function beyondLeeway(what: string, evidence: Evidence): Result {
  const reason = `${what} by ${clockOf(evidence)}, and the login allows 10 min.`
  if (!evidence.isRefresh) return { result: 'failed', reason }
  return evidence.isServersClock
    ? { result: 'failed', reason: `${reason} At a refresh this ID token alone is dropped, and the session goes on.` }
    : { result: 'noted', reason: `${reason} At a refresh the device's clock alone turns nothing down.` }
}

export function clockOf({ isServersClock }: Evidence): string {
  return isServersClock ? "the server's Date" : "the device's clock"
}

/** By how much a time is off, in words. */
export function spanOf(ms: number): string {
  return span(Math.ceil(ms / 1000))
}

export function inSeconds(ms: number): string {
  return shownTime(Math.floor(ms / 1000))
}
