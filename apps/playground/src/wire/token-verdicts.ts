import type { TokenSet } from '@device-flow/machine'
import { membersIn } from './token-response.ts'
import type { Exchange, Verdict } from './exchange.ts'
import { rfc } from './rules.ts'

const granted = (idToken: string): Verdict => ({
  outcome: 'granted',
  meaning: `The person has approved. ${idToken}`,
  rule: rfc(8628, '3.5'),
})

const refreshed = (idToken: string): Verdict => ({
  outcome: 'refreshed',
  meaning: `There is a new access token. Where a new refresh token came with it, the old one is not used again. ${idToken}`,
  rule: rfc(6749, '6'),
})

/** What comes of a response that brings tokens: by what became of its ID token, which alone can be checked. */
const GRANTED = {
  checked: granted('The ID token was checked, and is kept with the other tokens.'),
  noneCame: granted(
    'No ID token came, though openid was asked for: there was nothing to check, and the device does not know who has signed in. What came is kept.',
  ),
  noneAskedFor: granted(
    'No ID token came, as nobody asked for one (openid): there was nothing to check. What came is kept.',
  ),
  dropped: granted('An ID token came that nobody asked for (openid): it was dropped. What else came is kept.'),
  uncheckable: granted(
    'The ID token could not be checked, as the server says of no key for it (jwks_uri): it was dropped, and the device does not know who has signed in. What else came is kept.',
  ),
  noWebCrypto: granted(
    'The ID token could not be checked, as this page has no Web Crypto (it takes https, or localhost): it was dropped. What else came is kept.',
  ),
} as const

const REFRESHED = {
  checked: refreshed('The ID token that came, too, was checked, and takes the place of the one before.'),
  noneCame: refreshed('No ID token came, as is allowed: there was nothing to check. One of before stays.'),
  dropped: refreshed(
    'The ID token that came, too, was dropped: nobody asked for it, it could not be checked, or it is out of time. One of before stays.',
  ),
} as const

export const TOKEN_VERDICTS: readonly Verdict[] = [...Object.values(GRANTED), ...Object.values(REFRESHED)]

/** The verdict on a poll that brought tokens. */
export function grantVerdict({ claims }: TokenSet, { response }: Exchange, scope: string): Verdict {
  if (claims) return GRANTED.checked
  const isAskedFor = scope.split(/\s+/).includes('openid')
  if (!hasIdToken(response?.body)) return isAskedFor ? GRANTED.noneCame : GRANTED.noneAskedFor
  if (!isAskedFor) return GRANTED.dropped
  return globalThis.crypto?.subtle ? GRANTED.uncheckable : GRANTED.noWebCrypto
}

/** The verdict on a refresh that brought tokens. */
export function refreshVerdict({ claims }: TokenSet, { response }: Exchange): Verdict {
  if (claims) return REFRESHED.checked
  return hasIdToken(response?.body) ? REFRESHED.dropped : REFRESHED.noneCame
}

/** Whether a login has kept the ID token of the response that it judged so. */
export function isIdTokenKept(verdict: Verdict | undefined): boolean {
  return verdict === GRANTED.checked || verdict === REFRESHED.checked
}

function hasIdToken(body: string | undefined): boolean {
  const { id_token: idToken, idToken: asAtAws } = membersIn(body)
  return Boolean(idToken ?? asAtAws)
}
