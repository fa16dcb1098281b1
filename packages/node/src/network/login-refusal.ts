const QUOTED = /"(?:\\.|[^"\\])*"/g
/** The scheme at the start of a challenge; a `=` follows the name of a further parameter. */
const SCHEME = /^\s*([\w-]+)(?:\s+[^\s=]|\s*$)/

/**
 * Says what a proxy wants that asks for a login (407): one at all, a better one, or one of a kind that we do not have.
 *
 * @param offered its `Proxy-Authenticate`
 * @param hasLogin whether it was given one, by Basic
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110#section-11.7.1 | RFC 9110 §11.7.1}
 */
export function loginRefusal(offered: string | readonly string[] = [], hasLogin: boolean): string {
  const parts = [offered].flat().join(',').replaceAll(QUOTED, '').split(',')
  const schemes = parts.flatMap((part) => SCHEME.exec(part)?.[1] ?? [])
  const isBasic = schemes.length === 0 || schemes.some((scheme) => scheme.toLowerCase() === 'basic')
  if (!isBasic) return `asks for a login by ${schemes.join(', ')}, not Basic`
  return hasLogin ? 'does not accept the login in its address' : 'asks for a login'
}
