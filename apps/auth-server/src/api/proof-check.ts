import { createHash, randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, errors, jwtVerify } from 'jose'

const MAX_AGE_SECONDS = 60

/** A request that carries an access token which is bound to a key. */
interface ProvenRequest {
  method: string
  /** Without its query. */
  url: string
  /** The header `DPoP`. */
  proof: string | undefined
  accessToken: string
  /** The thumbprint of the key that the token is bound to. */
  jkt: string
}

/** Why a proof is refused (RFC 9449 §7.1, §9); undefined where it is right. */
export type ProofProblem = { error: 'use_dpop_nonce' | 'invalid_dpop_proof'; description: string } | undefined

/** Checks the proofs of requests, with a nonce of this API's own. */
export interface ProofCheck {
  readonly nonce: string
  problemOf(request: ProvenRequest): Promise<ProofProblem>
}

function invalid(description: string): ProofProblem {
  return { error: 'invalid_dpop_proof', description }
}

/** Makes a check that has a new nonce, and remembers which proofs it has seen. */
export function createProofCheck(): ProofCheck {
  const nonce = randomBytes(16).toString('base64url')
  const seen = new Set<unknown>()
  return {
    nonce,
    async problemOf({ method, url, proof, accessToken, jkt }) {
      if (proof === undefined) return invalid('there is no proof')
      try {
        const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
          typ: 'dpop+jwt',
          maxTokenAge: MAX_AGE_SECONDS,
          requiredClaims: ['jti', 'htm', 'htu', 'ath'],
        })
        if (payload.nonce !== nonce) return { error: 'use_dpop_nonce', description: 'the nonce is missing or old' }
        if (payload.htm !== method || payload.htu !== url) return invalid('the proof is of another request')
        if (payload.ath !== createHash('sha256').update(accessToken).digest('base64url')) {
          return invalid('the proof is of another token')
        }
        if ((await calculateJwkThumbprint(protectedHeader.jwk!)) !== jkt) return invalid('the proof is of another key')
        if (seen.has(payload.jti)) return invalid('the proof was used before')
        seen.add(payload.jti)
        return undefined
      } catch (error) {
        if (error instanceof errors.JOSEError) return invalid('the proof is not valid here')
        throw error
      }
    },
  }
}
