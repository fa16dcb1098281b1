import { createLocalJWKSet, errors, jwtVerify, type JWK, type JWTPayload } from 'jose'
import type { ProofCheck, ProofProblem } from './proof-check.ts'

/** Why the API refuses a request (RFC 6750 §3.1). */
export type Refusal =
  | { reason: 'no_token' }
  | { reason: 'invalid_token'; description: string }
  | { reason: 'insufficient_scope'; scope: string }
  | { reason: NonNullable<ProofProblem>['error']; description: string }

/** What a request carries to be let in. */
interface Credentials {
  /** The header `Authorization`. */
  authorization: string | undefined
  /** The header `DPoP`. */
  proof?: string | undefined
  method: string
  path: string
}

/** Checks what a request carries: the token's claims, or why not. */
export type TokenCheck = (credentials: Credentials) => Promise<{ claims: JWTPayload } | { refusal: Refusal }>

interface Expected {
  issuer: string
  /** The public keys of the issuer. An API elsewhere would fetch them from its `jwks_uri`. */
  publicKeys: readonly JWK[]
  audience: string
  scope: string
  /** Whether the grant behind a token is still there. */
  isGranted: (grantId: string) => Promise<boolean>
  proofs: ProofCheck
}

function invalid(description: string): { refusal: Refusal } {
  return { refusal: { reason: 'invalid_token', description } }
}

/**
 * Verifies access tokens as any API that trusts this issuer would: signature by its published keys, type, issuer, audience, expiry and
 * scope (RFC 9068 §4). One thing more: because it shares the server's memory, it also refuses a token whose grant has been revoked. An API
 * that runs elsewhere would ask by introspection, or accept such a token until it expires.
 */
export function createTokenCheck({ issuer, publicKeys, audience, scope, isGranted, proofs }: Expected): TokenCheck {
  const keys = createLocalJWKSet({ keys: [...publicKeys] })
  return async ({ authorization, proof, method, path }) => {
    const [, scheme, token] = /^(bearer|dpop) +([^\s]+)$/i.exec(authorization ?? '') ?? []
    if (token === undefined) return { refusal: { reason: 'no_token' } }
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ['ES256'],
        typ: 'at+jwt',
        requiredClaims: ['exp', 'sub'],
      })
      if (typeof payload.grant_id !== 'string' || !(await isGranted(payload.grant_id)))
        return invalid('the token was revoked')
      const { jkt } = (payload.cnf ?? {}) as { jkt?: string }
      if ((jkt === undefined) !== (scheme?.toLowerCase() === 'bearer')) return invalid('the token is of another type')
      if (jkt !== undefined) {
        const url = new URL(path, audience).href
        const problem = await proofs.problemOf({ method, url, proof, accessToken: token, jkt })
        if (problem) return { refusal: { reason: problem.error, description: problem.description } }
      }
      if (
        !String(payload.scope ?? '')
          .split(' ')
          .includes(scope)
      )
        return { refusal: { reason: 'insufficient_scope', scope } }
      return { claims: payload }
    } catch (error) {
      if (error instanceof errors.JWTExpired) return invalid('the token has expired')
      if (error instanceof errors.JOSEError) return invalid('the token is not valid here')
      throw error
    }
  }
}
