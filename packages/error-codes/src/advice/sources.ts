/** Where more is said: a section of a standard, a server's documentation, or a page of our docs. */
export interface Source {
  text: string
  /** An address, or a path relative to docs/. */
  url: string
}

/** A section of an RFC. */
export function rfc(number: number, section: string): Source {
  return {
    text: `RFC ${number} §${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
  }
}

/** What OpenID Connect Core says of errors that only a person can mend. */
export const OPENID_AUTH_ERRORS: Source = {
  text: 'OpenID Connect Core §3.1.2.6',
  url: 'https://openid.net/specs/openid-connect-core-1_0.html#AuthError',
}

/** What OpenID Connect Core has validated of an ID token. */
export const OPENID_VALIDATION: Source = {
  text: 'OpenID Connect Core §3.1.3.7',
  url: 'https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation',
}

export const OPENID_UNMET_REQUIREMENTS: Source = {
  text: 'OpenID Connect Core Error Code unmet_authentication_requirements',
  url: 'https://openid.net/specs/openid-connect-unmet-authentication-requirements-1_0.html',
}

export const GITHUB_DEVICE_FLOW: Source = {
  text: 'GitHub: error codes for the device flow',
  url: 'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#error-codes-for-the-device-flow',
}

export const GOOGLE_DEVICE_FLOW: Source = {
  text: 'Google: OAuth 2.0 for TV and limited-input devices',
  url: 'https://developers.google.com/identity/protocols/oauth2/limited-input-device',
}

export const AUTH0_MFA: Source = {
  text: 'Auth0: multi-factor authentication',
  url: 'https://auth0.com/docs/secure/multi-factor-authentication',
}

export const AUTH0_RATE_LIMITS: Source = {
  text: 'Auth0: rate limits',
  url: 'https://auth0.com/docs/troubleshoot/customer-support/operational-policies/rate-limit-policy',
}

/** A page of our docs, perhaps with its heading, such as `cors.md#what-to-do`. */
export function page(text: string, path: string): Source {
  return { text, url: path }
}
