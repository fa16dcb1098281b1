import { createLocalJWKSet, errors, jwtVerify, type JWK, type JWTPayload } from 'jose'

/** Why the API refuses a request (RFC 6750 §3.1). */
export type Refusal =
  | { reason: 'no_token' }
  | { reason: 'invalid_token'; description: string }
  | { reason: 'insufficient_scope'; scope: string }

/** Checks the Authorization header of a request: the token's claims, or why not. */
export type TokenCheck = (authorization: string | undefined) => Promise<{ claims: JWTPayload } | { refusal: Refusal }>

interface Expected {
  issuer: string
  /** The public keys of the issuer. An API elsewhere would fetch them from its `jwks_uri`. */
  publicKeys: readonly JWK[]
  audience: string
  scope: string
  /** Whether the grant behind a token is still there. */
  isGranted: (grantId: string) => Promise<boolean>
}

function invalid(description: string): { refusal: Refusal } {
  return { refusal: { reason: 'invalid_token', description } }
}

/**
 * Verifies access tokens as any API that trusts this issuer would: signature by its published keys, type, issuer, audience, expiry and
 * scope (RFC 9068 §4). One thing more: because it shares the server's memory, it also refuses a token whose grant has been revoked. An API
 * that runs elsewhere would ask by introspection, or accept such a token until it expires.
 */
export function createTokenCheck({ issuer, publicKeys, audience, scope, isGranted }: Expected): TokenCheck {
  const keys = createLocalJWKSet({ keys: [...publicKeys] })
  return async (authorization) => {
    const token = /^bearer +([^\s]+)$/i.exec(authorization ?? '')?.[1]
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
