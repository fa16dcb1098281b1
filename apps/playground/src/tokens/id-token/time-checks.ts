import type { IdTokenCheck } from './check.ts'
import { shownTime } from './check.ts'
import type { Evidence } from './evidence.ts'
import type { ReadJwt } from '../read-jwt.ts'
import { NOT_BEFORE, point } from './rules.ts'

/** What the login allows for clocks that differ, ms. */
const LEEWAY_MS = 10 * 60 * 1000

/** When the token was issued, and when it is good. */
export function timeChecks(jwt: ReadJwt, evidence: Evidence): IdTokenCheck[] {
  return [expiryCheck(jwt, evidence), issuedCheck(jwt, evidence), notBeforeCheck(jwt, evidence)]
}

function expiryCheck({ claims: { exp } }: ReadJwt, evidence: Evidence): IdTokenCheck {
  const check = { name: 'exp', found: shownTime(exp), expected: `later than ${clockOf(evidence)}`, rule: point(9) }
  if (typeof exp !== 'number') return { ...check, result: 'failed', reason: 'It does not say until when it is good.' }
  return exp * 1000 > evidence.now - LEEWAY_MS
    ? {
        ...check,
        result: 'passed',
        reason: 'It was good when it came. Later its age does not matter: it is no key to anything.',
      }
    : { ...check, result: 'failed', reason: 'It had expired more than 10 minutes before it came.' }
}

function issuedCheck({ claims: { iat } }: ReadJwt, evidence: Evidence): IdTokenCheck {
  const check = {
    name: 'iat',
    found: shownTime(iat),
    expected: `a time, not long before ${clockOf(evidence)}`,
    rule: point(10),
  }
  if (typeof iat !== 'number') return { ...check, result: 'failed', reason: 'It does not say when it was issued.' }
  const ageMs = evidence.now - iat * 1000
  if (Math.abs(ageMs) <= LEEWAY_MS) return { ...check, result: 'passed', reason: 'It has just been issued.' }
  const reason =
    ageMs < 0
      ? 'It comes from the future: a clock is wrong. That alone is no reason to turn it down.'
      : 'It is older than 10 minutes. That alone is no reason to turn it down, as it came straight from the server.'
  return { ...check, result: 'noted', reason }
}

function notBeforeCheck({ claims: { nbf } }: ReadJwt, evidence: Evidence): IdTokenCheck {
  const check = {
    name: 'nbf',
    found: shownTime(nbf),
    expected: `not later than ${clockOf(evidence)}`,
    rule: NOT_BEFORE,
  }
  if (nbf === undefined) return { ...check, result: 'absent', reason: 'It is good from the beginning.' }
  if (typeof nbf !== 'number') return { ...check, result: 'failed', reason: 'It is no time.' }
  return nbf * 1000 <= evidence.now + LEEWAY_MS
    ? { ...check, result: 'passed', reason: 'It was good already when it came.' }
    : { ...check, result: 'failed', reason: 'It was not good yet when it came, by more than 10 minutes.' }
}

function clockOf({ now, isServersClock }: Evidence): string {
  return `${shownTime(Math.floor(now / 1000))}, ${isServersClock ? "the server's Date" : "the device's clock"}`
}
