const SECRET_PARAMETERS = ['device_code', 'refresh_token', 'token', 'client_secret', 'client_assertion']
const SHORTEST = 4

/** The secrets that a request carries, so that a server that repeats them in its answer can't get them shown. */
export function secretsIn(headers: Headers, body: unknown): string[] {
  const secrets = [headers.get('authorization')?.replace(/^\S+ /, '')]
  if (body instanceof URLSearchParams) secrets.push(...SECRET_PARAMETERS.flatMap((name) => body.getAll(name)))
  return secrets.filter((secret) => secret !== undefined && secret.length >= SHORTEST) as string[]
}

/** Replaces the secrets in a text, in whatever form the server repeats them. */
export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((redacted, secret) => redacted.replaceAll(anyFormOf(secret), '[secret]'), text)
}

// Character by character: which of them are percent-encoded differs between forms, URLs and Basic authentication.
function anyFormOf(secret: string): RegExp {
  return new RegExp(Array.from(secret, anyFormOfCharacter).join(''), 'gu')
}

const NAMED = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
  [' ', String.raw`\+`],
])

function anyFormOfCharacter(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character
  const codePoint = character.codePointAt(0) ?? 0
  const hex = codePoint.toString(16)
  const percent = Array.from(
    new TextEncoder().encode(character),
    (byte) => `%${byte.toString(16).padStart(2, '0')}`,
  ).join('')
  const entities = `&#0*${codePoint};|&#[xX]0*(?:${hex}|${hex.toUpperCase()});`
  const named = NAMED.get(character)
  return `(?:\\u{${hex}}|${percent}|${percent.toUpperCase()}|${entities}${named ? `|${named}` : ''})`
}
