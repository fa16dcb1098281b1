import { readAuthChallenges } from '@device-flow/untrusted'

/**
 * Whether a 401 means that the access token itself was not accepted, so that a new one may help. Servers that name no error, or send no
 * challenge at all, are given the benefit of the doubt.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6750#section-3 | RFC 6750 §3}
 */
export function rejectsToken(response: Response): boolean {
  if (response.status !== 401) return false
  const header = response.headers.get('www-authenticate')
  if (header === null) return true
  return readAuthChallenges(header).some(({ scheme, parameters }) => {
    return scheme === 'bearer' && (parameters.get('error') ?? 'invalid_token') === 'invalid_token'
  })
}
