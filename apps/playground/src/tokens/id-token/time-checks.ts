import type { IdTokenCheck } from './check.ts'
import { shownTime } from './check.ts'
import type { Evidence } from './evidence.ts'
import { beyondLeeway, clockOf, inSeconds, LEEWAY_MS, limit, spanOf, withinLeeway } from './leeway.ts'
import type { ReadJwt } from '../../wire/read-jwt.ts'
import { NOT_BEFORE, point } from './rules.ts'

/** `Date` has no fractions of a second, and servers make it up once a second: a time may seem to lie ahead, and does not. */
const DATE_STEP_MS = 1000

/** When the token was issued, and when it is good. */
export function timeChecks(jwt: ReadJwt, evidence: Evidence): IdTokenCheck[] {
  return [
    expiryCheck(jwt, byClock(evidence, Math.min)),
    issuedCheck(jwt, evidence),
    notBeforeCheck(jwt, byClock(evidence, Math.max)),
  ]
}

/** With the clock that is kinder to the token: the login turns down what is out of time by both. */
function byClock(evidence: Evidence, kinder: (one: number, other: number) => number): Evidence {
  const { now, arrivedAt } = evidence
  const isDevices = Math.abs(now - arrivedAt) > LEEWAY_MS && kinder(now, arrivedAt) === arrivedAt
  return isDevices ? { ...evidence, now: arrivedAt, isServersClock: false } : evidence
}

function expiryCheck({ claims: { exp } }: ReadJwt, evidence: Evidence): IdTokenCheck {
  const check = {
    name: 'exp',
    found: shownTime(exp),
    expected: `later than ${limit(evidence, 'less')}`,
    rule: point(9),
  }
  if (typeof exp !== 'number') return { ...check, result: 'failed', reason: 'It does not say until when it is good.' }
  const pastMs = evidence.now - exp * 1000
  if (pastMs < 0) {
    const reason = 'It was good when it came. Later its age does not matter: it is no key to anything.'
    return { ...check, result: 'passed', reason }
  }
  const what = pastMs === 0 ? 'It expired just when it came' : `It had expired ${spanOf(pastMs)} before it came`
  return { ...check, ...(pastMs < LEEWAY_MS ? withinLeeway : beyondLeeway)(what, evidence) }
}

function issuedCheck({ claims: { iat } }: ReadJwt, evidence: Evidence): IdTokenCheck {
  const expected = `a time, not long before ${inSeconds(evidence.now)}, ${clockOf(evidence)}`
  const check = { name: 'iat', found: shownTime(iat), expected, rule: point(10) }
  if (typeof iat !== 'number') return { ...check, result: 'failed', reason: 'It does not say when it was issued.' }
  const ageMs = evidence.now - iat * 1000
  if (ageMs >= -DATE_STEP_MS && ageMs <= LEEWAY_MS) {
    return { ...check, result: 'passed', reason: 'It has just been issued.' }
  }
  const reason =
    ageMs < 0
      ? `It comes from the future, by ${spanOf(-ageMs)}: a clock is wrong. That alone is no reason to turn it down.`
      : `It is ${spanOf(ageMs)} old. That alone is no reason to turn it down, as it came straight from the server.`
  return { ...check, result: 'noted', reason }
}

function notBeforeCheck({ claims: { nbf } }: ReadJwt, evidence: Evidence): IdTokenCheck {
  const expected = `not later than ${limit(evidence, 'plus')}`
  const check = { name: 'nbf', found: shownTime(nbf), expected, rule: NOT_BEFORE }
  if (nbf === undefined) return { ...check, result: 'absent', reason: 'It is good from the beginning.' }
  if (typeof nbf !== 'number') return { ...check, result: 'failed', reason: 'It is no time.' }
  const aheadMs = nbf * 1000 - evidence.now
  if (aheadMs <= DATE_STEP_MS) return { ...check, result: 'passed', reason: 'It was good already when it came.' }
  const what = `It became good only ${spanOf(aheadMs)} after it came`
  return { ...check, ...(aheadMs <= LEEWAY_MS ? withinLeeway : beyondLeeway)(what, evidence) }
}
