/** A way to write a secret. `url-encoded` is that of URLs and of forms. */
export type SecretEncoding = 'plain' | 'url-encoded' | 'json' | 'html' | 'base64'

/**
 * The texts that a secret may stand as within a longer text, with the way in which each is written. Base64 is also that
 * of the URL-encoded secret: Basic authentication encodes for a form first (RFC 6749 §2.3.1).
 */
export function secretEncodings(secret: string): Map<string, SecretEncoding> {
  const inUrl = urlEncodings(secret)
  const base64 = [...new Set([secret, ...inUrl])].flatMap(base64Encodings)
  const found = new Map<string, SecretEncoding>([[secret, 'plain']])
  const add = (texts: readonly string[], encoding: SecretEncoding): void => {
    for (const text of texts) if (!found.has(text)) found.set(text, encoding)
  }
  add([...inUrl, ...inUrl.map(withLowerCaseEscapes)], 'url-encoded')
  add(base64, 'base64')
  add(jsonEncodings(secret), 'json')
  add(htmlEncodings(secret), 'html')
  return found
}

/**
 * The base64 and base64url of a text that stands within another: three each, after where in a group of three bytes it
 * begins, or one for both where they are the same. What depends on the bytes before and after is cut off.
 */
export function base64Encodings(text: string): string[] {
  const binary = inBytes(text)
  return [0, 1, 2].flatMap((bytesBefore) => {
    const firstOwn = Math.ceil((bytesBefore * 8) / 6)
    const afterOwn = Math.floor(((bytesBefore + binary.length) * 8) / 6)
    const base64 = btoa('\0'.repeat(bytesBefore) + binary).slice(firstOwn, afterOwn)
    return /[+/]/.test(base64) ? [base64, base64.replaceAll('+', '-').replaceAll('/', '_')] : [base64]
  })
}

/** A text in UTF-8, a character for each byte. Most secrets are that already. */
function inBytes(text: string): string {
  if (!/\P{ASCII}/u.test(text)) return text
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return binary
}

function urlEncodings(secret: string): string[] {
  // `encodeURIComponent` throws for half a surrogate pair.
  const inUrl = encodeURIComponent(secret.replaceAll(/\p{Surrogate}/gu, '\u{fffd}'))
  // RFC 3986 reserves these, too, as PHP does.
  const ofPhp = inUrl.replaceAll(/[!'()*]/g, (character) => `%${hexOf(character).toUpperCase()}`)
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1)
  return [inUrl, ofPhp, inForm]
}

function withLowerCaseEscapes(text: string): string {
  return text.replaceAll(/%../g, (escape) => escape.toLowerCase())
}

/** As servers are made to write JSON: PHP escapes slashes, and some leave no letters but those of ASCII, or no marks of HTML. */
function jsonEncodings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1)
  const inAscii = json.replaceAll(/[^\0-\x7f]/g, unicodeEscape)
  const ofGo = json.replaceAll(/[&<>]/g, unicodeEscape)
  const ofDotNet = json.replaceAll(/\\"|[+&<>']|[^\0-\x7f]/g, (text) => inCapitals(unicodeEscape(text.slice(-1))))
  return [json, inAscii, ofGo, ofDotNet, withSlashes(json), withSlashes(inAscii)]
}

const withSlashes = (json: string): string => json.replaceAll('/', String.raw`\/`)

const unicodeEscape = (character: string): string => `\\u${hexOf(character).padStart(4, '0')}`

const inCapitals = (escape: string): string => escape.replaceAll(/[a-f]/g, (digit) => digit.toUpperCase())

const hexOf = (character: string): string => character.charCodeAt(0).toString(16)

function htmlEncodings(secret: string): string[] {
  const inText = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const inAttribute = inText.replaceAll('"', '&quot;')
  return [inText, inAttribute, inAttribute.replaceAll("'", '&#39;'), inAttribute.replaceAll("'", '&#x27;')]
}
