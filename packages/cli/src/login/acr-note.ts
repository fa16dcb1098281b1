import type { IdTokenClaims } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'

/**
 * Says that a person did not sign in in one of the ways that were asked for. To the server that is a wish (OpenID Connect Core §3.1.2.1);
 * an API that named them refuses the token again. Undefined where nothing is to be said.
 */
export function acrNote(acrValues: string | undefined, claims: IdTokenClaims | undefined): string | undefined {
  const acr = claims?.['acr']
  if (acrValues === undefined || acrValues.split(' ').includes(String(acr))) return undefined
  const said = typeof acr === 'string' ? `it says ${cleanText(acr, 100)}` : 'it does not say how'
  return `The server was asked for a sign-in by ${cleanText(acrValues, 100)}, and ${said} the person signed in (acr).`
}
