import type { IdTokenCheck } from './check.ts'
import { shown } from './check.ts'
import type { Evidence } from './evidence.ts'
import type { ReadJwt } from '../../wire/read-jwt.ts'
import { ID_TOKEN, point, REFRESHED } from './rules.ts'

/** Who issued the token, for whom, and about whom. */
export function identityChecks(jwt: ReadJwt, evidence: Evidence): IdTokenCheck[] {
  return [issuerCheck(jwt, evidence), subjectCheck(jwt), audienceCheck(jwt, evidence), partyCheck(jwt, evidence)]
}

function issuerCheck({ claims: { iss, tid } }: ReadJwt, { issuer }: Evidence): IdTokenCheck {
  const check = { name: 'iss', found: shown(iss), rule: point(2) }
  if (typeof iss !== 'string' || iss === '') {
    return { ...check, result: 'failed', expected: shown(issuer), reason: 'The token does not say who issued it.' }
  }
  if (issuer === undefined) {
    const reason =
      'No metadata was read, so the issuer of this server is not known here. A refresh is held to this one.'
    return { ...check, result: 'noted', expected: 'the issuer of the metadata', reason }
  }
  // Microsoft has one metadata document for all tenants.
  const expected = issuer.replaceAll('{tenantid}', String(tid))
  return iss === expected
    ? {
        ...check,
        result: 'passed',
        expected: shown(expected),
        reason: 'It is the issuer of the metadata, letter by letter.',
      }
    : {
        ...check,
        result: 'failed',
        expected: shown(expected),
        reason: 'Another server issued it. Even a slash more or less at the end makes another issuer.',
      }
}

function subjectCheck({ claims: { sub } }: ReadJwt): IdTokenCheck {
  const isNamed = typeof sub === 'string' && sub !== ''
  return {
    name: 'sub',
    result: isNamed ? 'passed' : 'failed',
    found: shown(sub),
    expected: 'a text that is not empty',
    reason: isNamed
      ? 'It names the person for this issuer: the same for ever, and no e-mail address.'
      : 'It does not say who has signed in.',
    rule: ID_TOKEN,
  }
}

function audienceCheck({ claims: { aud, azp } }: ReadJwt, { clientId }: Evidence): IdTokenCheck {
  const check = { name: 'aud', found: shown(aud), expected: shown(clientId), rule: point(3) }
  const audiences = [aud].flat()
  if (!audiences.includes(clientId)) {
    const reason = 'It was issued for another client: somebody may have taken it from there (token substitution).'
    return { ...check, result: 'failed', reason }
  }
  if (audiences.length > 1 && azp === undefined) {
    const reason = 'It is for others beside this client, and no azp says which of them is in charge.'
    return { ...check, result: 'failed', reason }
  }
  return { ...check, result: 'passed', reason: 'It was issued for this client.' }
}

function partyCheck({ claims: { azp } }: ReadJwt, { clientId }: Evidence): IdTokenCheck {
  const check = { name: 'azp', found: shown(azp), expected: shown(clientId), rule: point(5) }
  if (azp === undefined || azp === null) {
    return { ...check, result: 'absent', reason: 'It is needed only where aud names several.' }
  }
  return azp === clientId
    ? { ...check, result: 'passed', reason: 'This client is the authorized party.' }
    : { ...check, result: 'failed', reason: 'Another client is the authorized party.' }
}

/** At a refresh: the token has to be about the same person, of the same issuer, for the same client. Nothing at a login. */
export function sameAsBeforeChecks({ claims }: ReadJwt, { before }: Evidence): IdTokenCheck[] {
  if (!before) return []
  return ['iss', 'sub', 'aud'].flatMap((name) => {
    const [old, current] = [[before[name]].flat(), [claims[name]].flat()]
    if (old.length === current.length && old.every((value) => current.includes(value))) return []
    const reason = 'A refresh must not change it: the session would be handed to somebody else.'
    return [
      {
        name,
        result: 'failed' as const,
        found: shown(claims[name]),
        expected: shown(before[name]),
        reason,
        rule: REFRESHED,
      },
    ]
  })
}
