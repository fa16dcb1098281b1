import type { Auth0LogCode, CodeAdvice, RefusedRequest } from './advice.ts'

/** The log event types of an Auth0 tenant that tell of device logins, with what each says. */
export const AUTH0_LOG: Record<Auth0LogCode, string> = {
  fdeaz: 'The device authorization request failed.',
  fdeac: 'The activation failed: a wrong or dead code.',
  fdecc: 'The person cancelled the confirmation.',
  fede: 'The exchange of the device code failed.',
  fertft: 'The refresh failed.',
  ferrt: 'The refresh failed: a rotated refresh token was used again.',
  api_limit: 'A rate limit was hit.',
}

const BY_REQUEST: Record<RefusedRequest, readonly Auth0LogCode[]> = {
  request: ['fdeaz'],
  poll: ['fede'],
  refresh: ['fertft', 'ferrt'],
}

/** What to look for in an Auth0 tenant's log, after an error code and the request that it came in response to, if that is known. */
export function auth0LogCodesFor(advice: CodeAdvice, request?: RefusedRequest): readonly Auth0LogCode[] {
  if (advice.usuallyRefuses === false) return advice.auth0LogCodes ?? []
  return advice.auth0LogCodes ?? BY_REQUEST[request ?? advice.usuallyRefuses]
}
