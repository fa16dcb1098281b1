import { accessTokenHashCheck } from './access-token-hash.ts'
import type { IdTokenCheck } from './check.ts'
import type { Evidence } from './evidence.ts'
import { algorithmCheck, criticalCheck } from './header-checks.ts'
import { identityChecks, sameAsBeforeChecks } from './identity-checks.ts'
import { readJwt } from '../../wire/read-jwt.ts'
import { JWT_FORM } from './rules.ts'
import { notLookedAt, signatureChecks } from './signature-checks.ts'
import { signInChecks } from './sign-in-checks.ts'
import { timeChecks } from './time-checks.ts'

/** How deep claims may be nested: the login turns down what is deeper. */
const MOST_LEVELS = 64

/**
 * Checks an ID token for all that a client has to, and tells each check with its reason. The login is the judge: this explains what it
 * did, by the same rules (`test/tokens/id-token-checks.test.ts` compares the two).
 */
export async function checkIdToken(idToken: string, evidence: Evidence): Promise<IdTokenCheck[]> {
  const form = { name: 'id_token', found: '', expected: 'a signed JWT: header, claims and signature', rule: JWT_FORM }
  const jwt = readJwt(idToken)
  if (!jwt) {
    return [{ ...form, result: 'failed', reason: 'It cannot be read: it is no JWT, or it is encrypted.' }]
  }
  if (!isWithin(jwt.claims, MOST_LEVELS)) {
    return [{ ...form, result: 'failed', reason: 'Its claims are nested deeper than anything has a use for.' }]
  }
  const header = [algorithmCheck(jwt, evidence), criticalCheck(jwt)]
  const failed = header.find(({ result }) => result === 'failed')
  return [
    { ...form, result: 'passed', reason: 'It can be read.' },
    ...header,
    ...(failed ? notLookedAt(jwt, failed.name) : await signatureChecks(idToken, jwt, evidence)),
    ...identityChecks(jwt, evidence),
    ...sameAsBeforeChecks(jwt, evidence),
    ...timeChecks(jwt, evidence),
    ...signInChecks(jwt, evidence),
    await accessTokenHashCheck(jwt, evidence),
  ]
}

function isWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((member) => isWithin(member, levels - 1))
}
