/** A JWS algorithm that proofs are signed by. */
export type DpopAlgorithm = 'ES256' | 'PS256' | 'RS256' | 'Ed25519'

/** All of them. */
export const ALGORITHMS: readonly DpopAlgorithm[] = ['ES256', 'PS256', 'RS256', 'Ed25519']
