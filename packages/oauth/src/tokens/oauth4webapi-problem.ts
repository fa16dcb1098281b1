import { isRecord } from '@device-flow/untrusted'
import * as oauth from 'oauth4webapi'
import { partsOf } from '../errors/oauth4webapi-error.ts'

/** What oauth4webapi found wrong with an ID token. */
export interface IdTokenProblem {
  /** The claim, or the part of the header; undefined when the token cannot be read. */
  field: string | undefined
  /**
   * `missing`; `unusable` – it is of the wrong type; `audiences` – it has others beside this client. Otherwise it
   * names another.
   */
  kind?: 'missing' | 'unusable' | 'audiences'
}

/** Reads what oauth4webapi found wrong with an ID token. */
export function idTokenProblemIn(error: unknown): IdTokenProblem {
  const { cause, message } = partsOf(error)
  const { claim, claims, alg, reason, expected } = cause
  // Where it found another audience than this client, it says which it expected.
  if (typeof claim === 'string')
    return claim === 'aud' && !expected ? { field: claim, kind: 'audiences' } : { field: claim }
  const field = alg || reason ? 'alg' : /(?:JWT|ID Token) "(\w+)"/.exec(message)?.[1]
  if (!isRecord(claims) || !field) return { field }
  return { field, kind: claims[field] === undefined ? 'missing' : 'unusable' }
}

/** The issuer that an ID token names, and the one that it had to name, where oauth4webapi found that they are not the same. */
export function issuersIn(error: unknown): { named: string; expected: string } | undefined {
  const { claim, claims, expected } = partsOf(error).cause
  if (claim !== 'iss' || !isRecord(claims)) return undefined
  const named = claims.iss
  return typeof named === 'string' && typeof expected === 'string' ? { named, expected } : undefined
}

/** Whether oauth4webapi found that the key did not make the signature. */
export function isSignatureMismatch(error: unknown): boolean {
  return error instanceof oauth.OperationProcessingError && 'signature' in partsOf(error).cause
}
