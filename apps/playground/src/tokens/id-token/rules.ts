import type { Rule } from './check.ts'

const CORE = 'https://openid.net/specs/openid-connect-core-1_0.html'

/** A point of OpenID Connect Core §3.1.3.7, which is what a client has to check. */
export const point = (number: number): Rule => ({
  title: `OpenID Connect Core §3.1.3.7, point ${number}`,
  url: `${CORE}#IDTokenValidation`,
})

export const ID_TOKEN: Rule = { title: 'OpenID Connect Core §2', url: `${CORE}#IDToken` }
export const AT_HASH: Rule = { title: 'OpenID Connect Core §3.1.3.8', url: `${CORE}#CodeFlowTokenValidation` }
export const REFRESHED: Rule = { title: 'OpenID Connect Core §12.2', url: `${CORE}#RefreshTokenResponse` }
export const NOT_BEFORE: Rule = rfc(7519, '4.1.5')
export const KEY_ID: Rule = rfc(7515, '4.1.4')
export const CRITICAL: Rule = rfc(7515, '4.1.11')
export const JWT_FORM: Rule = rfc(7519, '7.2')

function rfc(number: number, section: string): Rule {
  return {
    title: `RFC ${number} §${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
  }
}
