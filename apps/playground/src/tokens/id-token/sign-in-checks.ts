import { isRecord } from '@device-flow/untrusted'
import { span } from '../../time/span.ts'
import type { IdTokenCheck } from './check.ts'
import { shown, shownTime } from './check.ts'
import type { Evidence } from './evidence.ts'
import type { ReadJwt } from '../../wire/read-jwt.ts'
import { point } from './rules.ts'

/** What the login allows between the clocks of one server, s. */
const LEEWAY_S = 30

/** Whether the token is of this very login, and the person has signed in as it asked for. */
export function signInChecks(jwt: ReadJwt, evidence: Evidence): IdTokenCheck[] {
  return [nonceCheck(jwt, evidence), ageCheck(jwt, evidence), methodCheck(jwt, evidence)]
}

function nonceCheck({ claims: { nonce } }: ReadJwt, { asked, before }: Evidence): IdTokenCheck {
  const check = { name: 'nonce', found: shown(nonce), expected: shown(asked.nonce), rule: point(11) }
  if (!asked.nonce && nonce !== undefined) {
    return { ...check, result: 'noted', reason: 'The login sent none, so there is nothing to hold it against.' }
  }
  if (!asked.nonce) {
    return {
      ...check,
      result: 'absent',
      reason: 'The login sent none: RFC 8628 has no nonce, and the device code ties the two together.',
    }
  }
  if (nonce === asked.nonce) return { ...check, result: 'passed', reason: 'It is the one that this login sent.' }
  if (before) return { ...check, result: 'noted', reason: 'A refresh need not repeat it.' }
  return { ...check, result: 'failed', reason: 'It is not the one that this login sent: the token may be of another.' }
}

function ageCheck({ claims }: ReadJwt, { asked, waitedMs, before }: Evidence): IdTokenCheck {
  const { auth_time: at, iat } = claims
  const check = {
    name: 'auth_time',
    found: shownTime(at),
    expected: asked.max_age && !before ? recentEnough(asked.max_age, waitedMs) : 'anything: max_age was not asked for',
    rule: point(13),
  }
  if (at !== undefined && !(typeof at === 'number' && Number.isFinite(at) && at >= 0)) {
    return { ...check, result: 'failed', reason: 'It is no time.' }
  }
  if (!asked.max_age || before) {
    return at === undefined
      ? { ...check, result: 'absent', reason: 'Nobody asked when the person signed in.' }
      : { ...check, result: 'passed', reason: 'It says when the person signed in, and nobody asked for more.' }
  }
  if (at === undefined) {
    return { ...check, result: 'failed', reason: 'max_age was asked for, and nothing says when the person signed in.' }
  }
  if (at > Number(iat) + LEEWAY_S) {
    return { ...check, result: 'failed', reason: 'The person would have signed in after the token was issued (iat).' }
  }
  const lateS = Number(iat) - waitedMs / 1000 - Number(asked.max_age) - at
  // Written so that no iat makes no second failure.
  if (!(lateS > 0)) return { ...check, result: 'passed', reason: 'The person signed in recently enough.' }
  if (lateS > LEEWAY_S) return { ...check, result: 'failed', reason: 'The person signed in longer ago than that.' }
  const reason = `The person signed in ${span(Math.ceil(lateS))} too long ago. The login took it, as it allows ${LEEWAY_S} s for clocks that differ.`
  return { ...check, result: 'noted', reason }
}

/** The server may have judged it at any time of the login. */
function recentEnough(maxAge: string, waitedMs: number): string {
  const login = span(Math.ceil(waitedMs / 1000)) || '0 s'
  return `at most ${maxAge} s (max_age), ${login} of the login, and ${LEEWAY_S} s of leeway before iat`
}

function methodCheck({ claims: { acr } }: ReadJwt, { asked, before }: Evidence): IdTokenCheck {
  const wanted = before ? undefined : essentialMethods(asked.claims)
  const check = {
    name: 'acr',
    found: shown(acr),
    expected: shown(wanted) || 'anything: none is essential',
    rule: point(12),
  }
  if (wanted?.includes(acr)) return { ...check, result: 'passed', reason: 'It is one that the login called essential.' }
  if (wanted) return { ...check, result: 'failed', reason: 'The login called others essential.' }
  return acr === undefined
    ? { ...check, result: 'absent', reason: 'Nobody asked how the person signed in.' }
    : { ...check, result: 'passed', reason: 'It says how the person signed in, and nobody asked for more.' }
}

/** The values of which `acr` has to be one (OpenID Connect Core §5.5.1.1); undefined where none is essential. */
function essentialMethods(claims: string | undefined): unknown[] | undefined {
  const request = acrRequest(claims)
  if (!isRecord(request) || request['essential'] !== true) return undefined
  const { value, values } = request
  if (Array.isArray(values)) return values
  return value === undefined ? undefined : [value]
}

function acrRequest(claims: string | undefined): unknown {
  try {
    const request: unknown = JSON.parse(claims ?? '')
    const ofToken = isRecord(request) ? request['id_token'] : undefined
    return isRecord(ofToken) ? ofToken['acr'] : undefined
  } catch {
    return undefined
  }
}
