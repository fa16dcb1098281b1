import type { DeviceAuthorizationRequest, TokenSet } from '@device-flow/machine'
import { cleanText, readAuthChallenges, secretEncodings } from '@device-flow/untrusted'
import type { AuthChallenge } from '@device-flow/untrusted'
import { InsufficientAuthorizationError } from './insufficient-authorization-error.ts'

/** What an API says by a 401 or 403, as far as it is about the access token. */
export type Refusal =
  /** The token itself was not accepted, so that a new one may help. `isCertain`: the API says `invalid_token`, it is not only likely. */
  | { type: 'tokenRejected'; isCertain: boolean }
  /** The token is good, but not good enough. */
  | { type: 'insufficient'; error: InsufficientAuthorizationError }

/**
 * Reads what a response says of the access token. Servers whose 401 names no error, or has no challenge at all, are given the benefit of
 * the doubt. An error is about the token also where it is told by the other of the two schemes: APIs that take DPoP tell it as `Bearer`, as
 * the examples of RFC 9470 do. A challenge without one says which scheme is taken.
 *
 * @param sent the tokens that were sent
 * @see {@link https://www.rfc-editor.org/rfc/rfc6750#section-3 | RFC 6750 §3}
 */
export function readRefusal(response: Response, sent: TokenSet): Refusal | undefined {
  const { status, headers } = response
  if (status !== 401 && status !== 403) return undefined
  const [own, other] = sent.tokenType === 'dpop' ? ['dpop', 'bearer'] : ['bearer', 'dpop']
  const header = headers.get('www-authenticate')
  if (header === null) return status === 401 ? { type: 'tokenRejected', isCertain: false } : undefined
  const challenges = readAuthChallenges(header)
  const of = (name: string): AuthChallenge[] => challenges.filter(({ scheme }) => scheme === name)
  // What is said of the token by its own scheme counts.
  const isToldByOwn = of(own).some(({ parameters }) => parameters.has('error'))
  for (const { parameters } of isToldByOwn ? of(own) : of(other)) {
    const error = parameters.get('error')
    if (status === 401 && error === 'invalid_token') return { type: 'tokenRejected', isCertain: true }
    if (error === 'insufficient_scope' || error === 'insufficient_user_authentication') {
      return { type: 'insufficient', error: insufficient(error, status, parameters, sent) }
    }
  }
  const isDoubtful = status === 401 && of(own).some(({ parameters }) => !parameters.has('error'))
  return isDoubtful ? { type: 'tokenRejected', isCertain: false } : undefined
}

function insufficient(
  error: InsufficientAuthorizationError['error'],
  status: number,
  parameters: ReadonlyMap<string, string>,
  { scope: heldScope, accessToken }: TokenSet,
): InsufficientAuthorizationError {
  const token = accessToken.reveal()
  // In base64, nearly nothing is left of one that is very short.
  const written = Array.from(secretEncodings(token).keys(), bare).filter(({ length }) => length >= bare(token).length)
  const text = (name: string): string | undefined => {
    const whole = cleanText(parameters.get(name) ?? '', Infinity)
    // An API may repeat what it was sent, and what is cut off would no longer be found.
    const repeats = written.some((form) => bare(whole).includes(form))
    return repeats ? undefined : cleanText(whole) || undefined
  }
  const [scope, acrValues, seconds] = [text('scope'), text('acr_values'), text('max_age')]
  const maxAge = seconds !== undefined && /^\d{1,10}$/.test(seconds) ? Number(seconds) : undefined
  const wanted = [
    ...(scope ? [`the scope "${scope}"`] : []),
    ...(acrValues ? [`a sign-in of the kind "${acrValues}"`] : []),
    ...(maxAge === undefined ? [] : [`a sign-in within the last ${maxAge} s`]),
  ]
  const message = `The API wants more than this session has: ${wanted.join(', ') || 'it does not say what'} (${error}). Sign in again with the error's request.`
  return new InsufficientAuthorizationError(message, {
    error,
    errorDescription: text('error_description'),
    status,
    scope,
    acrValues,
    maxAge,
    request: stepUpRequest(heldScope, { scope, acrValues, maxAge }),
  })
}

/** A text without what may be put between its characters: blanks and escapes. A token has neither. */
function bare(text: string): string {
  return text.replaceAll(/[\s\\]/g, '').toLowerCase()
}

/** The held scopes are asked for, too: a login for the missing one alone would lose them, `offline_access` among them. */
function stepUpRequest(
  heldScope: string | undefined,
  { scope, acrValues, maxAge }: Pick<InsufficientAuthorizationError, 'scope' | 'acrValues' | 'maxAge'>,
): DeviceAuthorizationRequest {
  const parameters = {
    ...(acrValues && { acr_values: acrValues }),
    ...(maxAge !== undefined && { max_age: String(maxAge) }),
  }
  const scopes = new Set(`${heldScope ?? ''} ${scope ?? ''}`.split(' ').filter(Boolean))
  return {
    ...(scope && { scope: [...scopes].join(' ') }),
    ...(Object.keys(parameters).length > 0 && { parameters }),
  }
}
