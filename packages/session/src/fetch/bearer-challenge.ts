import { readChallenges } from './challenges.ts'

/**
 * Whether a 401 means that the access token itself was not accepted (RFC 6750 §3), so that a new one may help. Servers that name no
 * error, or send no challenge at all, are given the benefit of the doubt.
 */
export function rejectsToken(response: Response): boolean {
  if (response.status !== 401) return false
  const header = response.headers.get('www-authenticate')
  if (header === null) return true
  return readChallenges(header).some(({ scheme, parameters }) => {
    return scheme === 'bearer' && (parameters.get('error') ?? 'invalid_token') === 'invalid_token'
  })
}
