/**
 * Whether a 401 means that the access token itself was not accepted (RFC 6750 §3), so that a new one may help. Servers that name no
 * error, or send no challenge at all, are given the benefit of the doubt.
 */
export function rejectsToken(response: Response): boolean {
  if (response.status !== 401) return false
  const challenge = response.headers.get('www-authenticate')
  if (challenge === null) return true
  if (!/(?:^|,\s*)Bearer\b/i.test(challenge)) return false
  const error = /\berror\s*=\s*"?([^",\s]+)/i.exec(challenge)?.[1]
  return error === undefined || error === 'invalid_token'
}
