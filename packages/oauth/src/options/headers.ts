import { OAuthOptionsError } from './options-error.ts'

// Those of the protocol, then those of the connection (RFC 9110 §7.6.1) and of the body, by which fetch drops the value or fails.
const SET_BY_PROTOCOL =
  'authorization accept content-type dpop host connection keep-alive proxy-authorization te trailer transfer-encoding upgrade ' +
  'content-length expect'

/** Checks extra headers. Throws {@link OAuthOptionsError}. */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value !== 'string') throw new OAuthOptionsError(`headers.${name}`, 'must be a string')
  }
  let checked
  try {
    checked = new Headers(headers)
  } catch {
    // The platform's own message repeats the value, which may be a secret.
    throw new OAuthOptionsError('headers', 'has a name or value that HTTP does not allow')
  }
  for (const name of SET_BY_PROTOCOL.split(' ')) {
    if (checked.has(name)) {
      throw new OAuthOptionsError(`headers.${name}`, 'is set by the protocol and cannot be overridden')
    }
  }
}
