import { SECRET } from './placeholders.ts'
import { PRIVATE_KEY_MEMBER } from './secret-names.ts'
import type { SecretNames } from './secret-names.ts'

const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,20}PRIVATE KEY-----|$)/g

// JWS, JWE, unsigned and cut-off ones, SD-JWT. Base64url of a JSON object begins with `eyJ`, unless there is white space in it; then
// only a second part distinguishes it from a word.
const LIKE_JWT = /(?:eyJ|eyA|ewo|ew0)[\w-]{10,}(?:[.~][\w-]*)*/g
const JWT = /^eyJ|[.~]/
const JWT_IN_WORD = /eyJ[\w-]{10,}$/

// Neither prose about them nor the parameters of a challenge (RFC 9110 §11.6.1).
const CREDENTIALS =
  /\b(Bearer|DPoP|Basic)(\s+)(?!(?:auth\w*|tokens?|proofs?|scheme|challenge|realm|credentials?)(?:[\s,;:!?)"']|\.?$|\.\s)|[a-z_]+="|$)([\w.~+/%-]+=*)/gi

const USER_IN_URL = /:\/\/[^\s/@:]*:[^\s/@]*@/g

const HEADER_LINE = /\b((?:proxy-)?authorization|(?:set-)?cookie|dpop)(\s*:\s*)([^\s"'][^\r\n"']*)/gi

// Behind these names a bare colon is rather followed by a value than by prose: `refresh_token: abc`.
const WIRE_NAMES =
  'access[_-]?token|refresh[_-]?token|id[_-]?token|device[_-]?code|client[_-]?secret|client[_-]?assertion|code[_-]?verifier|password'

const QUOTED_OR_BARE = String.raw`"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\\{1,8}["'][\s\S]*?(?=\\{1,8}["']|$)|(?!\[secret\])[{[][\s\S]*|[^\s"'&,;]+`

// A JSON Web Key within a text, as JSON or as `util.inspect` prints it.
const PRIVATE_KEY_MEMBERS = new RegExp(
  String.raw`((?<!\w)(?:${PRIVATE_KEY_MEMBER})(?:\\{0,8}["'])?\s*:\s*(?=\\{0,8}["']|\[))(${QUOTED_OR_BARE})`,
  'g',
)

/** Makes the function that masks what looks like a secret in a text: JWTs, credentials, private keys, and values beside secret names. */
export function createPatternMask(names: SecretNames): (text: string) => string {
  const named = new RegExp(
    // A bare colon is prose (`expired_token: The code …`), unless what follows is quoted or the name is one of the wire.
    String.raw`((?:${names.pattern()})(?:\\{0,8}["']?\s*=\s*|\\{0,8}["']\s*:\s*|\s*:\s*(?=\\{0,8}["'])|%3d)|(?:${WIRE_NAMES})\s*:\s*)(${QUOTED_OR_BARE})`,
    'giu',
  )
  const inXml = new RegExp(String.raw`(<[\w:.-]{0,80}(?:${names.pattern()})>)([^<]+)`, 'giu')
  const inMultipart = new RegExp(
    // What is a name without a value is passed over as a whole line: looking from each name in it to its end would take for ever.
    String.raw`(name="[\w.-]{0,80}(?:${names.pattern()})"[^\r\n]*)(?:((?:\r?\n[^\r\n]+){0,4}\r?\n\r?\n)[^\r\n]+)?`,
    'giu',
  )
  return (text) => {
    const unnamed = text
      .replaceAll(PRIVATE_KEY, SECRET)
      .replaceAll(LIKE_JWT, (word) => (JWT.test(word) ? SECRET : word.replace(JWT_IN_WORD, SECRET)))
      .replaceAll(CREDENTIALS, `$1$2${SECRET}`)
      .replaceAll(USER_IN_URL, `://${SECRET}@`)
      .replaceAll(HEADER_LINE, `$1$2${SECRET}`)
      .replaceAll(inXml, `$1${SECRET}`)
      .replaceAll(inMultipart, (line, name: string, gap?: string) => (gap === undefined ? line : name + gap + SECRET))
    return maskNamed(maskKeys(unnamed), named)
  }
}

function maskKeys(text: string): string {
  return text.includes('kty') ? maskNamed(text, PRIVATE_KEY_MEMBERS) : text
}

function maskNamed(text: string, pattern: RegExp): string {
  return text.replaceAll(pattern, (_match, name: string, value: string) => name + maskKeepingQuotes(value))
}

function maskKeepingQuotes(value: string): string {
  const quote = /^\\*["']/.exec(value)?.[0] ?? ''
  // Behind an escaped quote the closing one is not part of the match.
  return quote.length === 1 ? quote + SECRET + quote : quote + SECRET
}
