import type { IdTokenClaims } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'

/** The parameters of a login that say how the person is to sign in. */
export interface RequestedSignIn {
  readonly acr_values?: string
  readonly max_age?: string
}

/**
 * Says where a person did not sign in as was asked for, or nothing shows it. To the server `acr_values` are a wish (OpenID Connect Core
 * §3.1.2.1), and `max_age` holds a login to its ID token alone: who is signed in already has none that is new. An API that wants
 * either refuses the token again.
 *
 * @param requested what the login asked for; of who is signed in already, what this command was given
 */
export function signInNotes(
  { acr_values: acrValues, max_age: maxAge }: RequestedSignIn,
  claims: IdTokenClaims | undefined,
  isHeld: boolean,
): string[] {
  const notes: string[] = []
  const [acr, at] = [claims?.['acr'], claims?.['auth_time']]
  if (acrValues && !acrValues.split(' ').includes(String(acr))) {
    const said = typeof acr === 'string' ? `says that it was "${cleanText(acr, 100)}"` : 'does not say which it was'
    notes.push(`A sign-in of the kind "${cleanText(acrValues, 100)}" was asked for, but the server ${said} (acr).`)
  }
  if (maxAge) {
    const asked = `A sign-in within the last ${maxAge} s was asked for, but`
    const ago = Math.floor(Date.now() / 1000) - Number(at)
    if (typeof at !== 'number') notes.push(`${asked} the server does not say when the person signed in (auth_time).`)
    // Of a login its ID token was held to it, by the clock of the server.
    else if (isHeld && ago > Number(maxAge)) notes.push(`${asked} the person signed in ${ago} s ago (auth_time).`)
  }
  return notes
}
