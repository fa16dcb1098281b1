import { compactVerify, createLocalJWKSet, errors } from 'jose'
import type { JWK } from 'jose'
import type { IdTokenCheck } from './check.ts'
import { shown } from './check.ts'
import type { Evidence, KeySet } from './evidence.ts'
import { whyNoKeyFits } from './key-misfit.ts'
import type { ReadJwt } from '../../wire/read-jwt.ts'
import { KEY_ID, point } from './rules.ts'

/** Where a header rules out that anybody can tell. */
export function notLookedAt({ header: { kid } }: ReadJwt, because: string): IdTokenCheck[] {
  const reason = `A client stops before this one, because of ${because}. So it says nothing about it.`
  return [
    ...(kid === undefined
      ? []
      : [{ name: 'kid', result: 'skipped' as const, found: shown(kid), expected: '', reason, rule: KEY_ID }]),
    { name: 'signature', result: 'skipped', found: '', expected: '', reason, rule: point(6) },
  ]
}

/** The key that the token names, and whether one of the server's keys has signed it: by the keys that passed over the wire. */
export async function signatureChecks(idToken: string, jwt: ReadJwt, evidence: Evidence): Promise<IdTokenCheck[]> {
  const { alg, kid } = jwt.header
  const key = { name: 'kid', found: shown(kid), rule: KEY_ID }
  const signature = { name: 'signature', found: '', rule: point(6) }
  if (typeof alg === 'string' && /^HS\d+$/.test(alg)) {
    const isGood = await isSignedBySecret(idToken, alg, evidence.clientSecret)
    return [
      kid === undefined
        ? { ...key, result: 'absent', expected: '', reason: 'The client secret signs, and has no name.' }
        : {
            ...key,
            result: 'noted',
            expected: '',
            reason: 'The client secret signs, so the name of a key says nothing.',
          },
      {
        ...signature,
        result: isGood ? 'passed' : 'failed',
        expected: 'made by the client secret',
        reason: isGood ? 'The client secret has made it.' : 'The client secret has not made it.',
      },
    ]
  }
  const expected = 'made by a key that the server publishes (jwks_uri)'
  const keySets: readonly Keys[] = [
    ...evidence.keySets,
    ...(evidence.keysNotAskedFor.length > 0 ? [{ keys: evidence.keysNotAskedFor }] : []),
  ]
  if (keySets.length === 0) {
    return evidence.hasKeySet
      ? [{ ...signature, result: 'skipped', expected, reason: 'The key set could not be read, so nobody can tell.' }]
      : [
          {
            ...signature,
            result: 'noted',
            expected,
            reason: 'The server publishes no keys, so the login drops its ID tokens.',
          },
        ]
  }
  const found = await firstFitting(idToken, keySets, kid)
  return [keyCheck(), { ...signature, expected, ...signatureResult() }]

  function keyCheck(): IdTokenCheck {
    // Where a key fits, the set that has it; else the newest.
    const { exchange, keys } = (!found.problem && keySets.find((set) => set.exchange === found.exchange)) || keySets[0]!
    const published = `one of ${exchange === undefined ? 'the key set' : `request ${exchange}`}: ${shown(kidsOf(keys))}`
    if (found.problem === 'kid') {
      const reason = whyNoKeyFits(keys, kid, String(alg))
      return { ...key, result: 'failed', expected: published, reason }
    }
    return kid
      ? {
          ...key,
          result: 'passed',
          expected: published,
          reason:
            found.exchange === undefined
              ? 'The key set has this key by now. The login did not ask for it: it had refused the token already.'
              : `The key set of request ${found.exchange} has this key.`,
        }
      : { ...key, result: 'absent', expected: published, reason: 'The token names no key, so all were tried.' }
  }

  function signatureResult(): Pick<IdTokenCheck, 'result' | 'reason'> {
    if (found.problem === 'kid') return { result: 'skipped', reason: 'There is no key to check it with (kid).' }
    if (found.problem === 'signature') {
      return {
        result: 'failed',
        reason: 'None of the keys has made it: the token was changed, or somebody else has signed it.',
      }
    }
    return {
      result: 'passed',
      reason:
        found.exchange === undefined
          ? 'A key that is published by now has made it. The login did not look: it had refused the token already.'
          : `A key of request ${found.exchange} has made it: the server wrote all that is in it.`,
    }
  }
}

/** A key set; without a request, if the login never asked for it. */
type Keys = Pick<KeySet, 'keys'> & Partial<KeySet>

interface Found {
  /** The request that brought the key. */
  readonly exchange: number | undefined
  readonly problem: 'kid' | 'signature' | undefined
}

/** The first key that has made the signature, else the most telling reason why none has. */
async function firstFitting(idToken: string, keySets: readonly Keys[], kid: unknown): Promise<Found> {
  let found: Found = { exchange: keySets[0]?.exchange, problem: 'kid' }
  for (const { exchange, keys } of keySets) {
    for (const key of candidates(keys, kid)) {
      const problem = await problemWith(idToken, key)
      if (!problem) return { exchange, problem }
      if (problem === 'signature' && found.problem === 'kid') found = { exchange, problem }
    }
  }
  return found
}

/** Those of the token's name first, then those without one: each is given the name, so that the rest of it is looked at. */
function candidates(keys: readonly JWK[], kid: unknown): JWK[] {
  const named = kid ? keys.filter((key) => key?.kid === kid) : keys
  const nameless = kid ? keys.filter((key) => key && !key.kid) : []
  return [...named, ...nameless]
    .slice(0, 50)
    .map(({ kid: _own, ...key }) => ({ ...key, ...(kid ? { kid } : {}) }) as JWK)
}

async function problemWith(idToken: string, key: JWK): Promise<'kid' | 'signature' | undefined> {
  try {
    await compactVerify(idToken, createLocalJWKSet({ keys: [key] }))
    return undefined
  } catch (error) {
    return error instanceof errors.JWSSignatureVerificationFailed ? 'signature' : 'kid'
  }
}

async function isSignedBySecret(idToken: string, alg: string, secret: string | undefined): Promise<boolean> {
  if (!secret) return false
  return compactVerify(idToken, new TextEncoder().encode(secret), { algorithms: [alg] }).then(
    () => true,
    () => false,
  )
}

function kidsOf(keys: readonly JWK[]): string {
  return keys.map((key) => key?.kid ?? 'a key without a name').join(', ')
}
