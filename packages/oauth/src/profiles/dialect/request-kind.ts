/** Which of the requests of RFC 8628, 6749 and 7009 a form is. */
export type RequestKind = 'deviceAuthorization' | 'poll' | 'refresh' | 'revocation'

/** Tells which request a form is. */
export function requestKind(form: URLSearchParams): RequestKind {
  if (form.get('grant_type') === 'refresh_token') return 'refresh'
  if (form.has('grant_type')) return 'poll'
  return form.has('token') ? 'revocation' : 'deviceAuthorization'
}
