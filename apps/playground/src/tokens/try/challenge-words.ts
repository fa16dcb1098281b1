import { cleanText, readAuthChallenges } from '@device-flow/untrusted'

/** What an API says by an error code in WWW-Authenticate (RFC 6750 §3.1, RFC 9470 §3, RFC 9449 §7.1). */
const MEANINGS: Readonly<Record<string, string>> = {
  invalid_token:
    'The token is expired, revoked, or not for this API. A client renews it once, and asks again (RFC 6750 §3.1).',
  insufficient_scope:
    'The token is good, but not for this: the person has to sign in for a wider scope (RFC 6750 §3.1).',
  invalid_request: 'The request is wrong in itself: a parameter is missing, or there twice (RFC 6750 §3.1).',
  insufficient_user_authentication: 'The API wants a more recent or stronger sign-in (RFC 9470 §3).',
  invalid_dpop_proof: 'The proof of the key does not fit the request (RFC 9449 §7.1).',
  use_dpop_nonce:
    'The API wants its nonce in the proof of the key. A client sends the request once more with it (RFC 9449 §9).',
}

/** Explains the challenges of a response, one line each. */
export function challengeWords(header: string): string[] {
  return readAuthChallenges(header).map(({ scheme, parameters }) => {
    const error = parameters.get('error')
    const details = [...parameters]
      .filter(([name]) => name !== 'error')
      .map(([name, value]) => `${name}: ${value}`)
      .join('; ')
    const name = `${cleanText(scheme, 40)}${error ? `, ${cleanText(error, 80)}` : ''}`
    const meaning = error
      ? (MEANINGS[error] ?? 'A code of this API’s own.')
      : 'No error is named: the request had no token that this API looks for (RFC 6750 §3).'
    return `${name}. ${meaning}${details ? ` It says ${cleanText(details, 400)}.` : ''}`
  })
}
