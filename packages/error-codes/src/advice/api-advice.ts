import type { CodeAdvice } from './advice.ts'
import { rfc } from './sources.ts'

/** A code of an API, or of the userinfo endpoint; the last two are the token endpoint's too. */
export type ApiCode =
  | 'invalid_token'
  | 'insufficient_scope'
  | 'insufficient_user_authentication'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'

/** The advice on codes of an API, or of the userinfo endpoint, that was given an access token. */
export const API_ADVICE: Record<ApiCode, CodeAdvice> = {
  invalid_token: {
    meaning: 'The access token is expired, revoked or not for this API.',
    whatToDo: 'Refresh it, or sign in anew.',
    sources: [rfc(6750, '3.1')],
    usuallyRefuses: false,
  },
  insufficient_scope: {
    meaning: 'The access token does not cover this request.',
    whatToDo: 'Sign in anew with the scope that it needs.',
    sources: [rfc(6750, '3.1')],
    usuallyRefuses: false,
  },
  insufficient_user_authentication: {
    meaning: 'The API wants the person to sign in again, or more strongly, for this request.',
    whatToDo: 'Sign in anew with the `acr_values` or the `max_age` that the API names.',
    sources: [rfc(9470, '3')],
    usuallyRefuses: false,
  },
  invalid_dpop_proof: {
    meaning: 'The proof of possession is not accepted.',
    whatToDo:
      "Where no proofs are sent: `--dpop tokens`, or the option `dpop` with `createDpop`. Otherwise check this device's clock, and that the key has not changed.",
    sources: [rfc(9449, '5')],
    usuallyRefuses: 'poll',
  },
  use_dpop_nonce: {
    meaning: 'The server wants its nonce in the proof of possession.',
    whatToDo:
      'Where no proofs are sent: `--dpop tokens`, or the option `dpop` with `createDpop`. Otherwise nothing: the request is repeated with it.',
    sources: [rfc(9449, '8')],
    usuallyRefuses: false,
  },
}
