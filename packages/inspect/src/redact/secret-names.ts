// Wire names (RFC 6749, RFC 7521, RFC 7636, RFC 8628, RFC 9449, OpenID Connect) and HTTP headers, without case and separators.
// A name that ends like one of these counts too, and so does its plural: `old_refresh_token`, `x-auth-token`, `userPasswords`.
const SECRET_ENDINGS = [
  'token',
  'secret',
  'password',
  'passwd',
  'passphrase',
  'apikey',
  'privatekey',
  'assertion',
  'authorization',
  'cookie',
  'dpop',
  'devicecode',
  'codeverifier',
  'idtokenhint',
  'authreqid',
]

/** The private members of a JSON Web Key (RFC 7518 §6). Each is a secret only beside `kty`. */
const PRIVATE_KEY_MEMBERS: ReadonlySet<string> = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])

const SECRET_HEADER = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|dpop|x-[\w-]+)$/i

/** The names of services' answers end with the service's: below `xstate.done.actor.services.pollToken` a config has transitions. */
const ANSWER = /^xstate\.(?:done|error|blip)\.actor\./

const MAX_KNOWN_NAMES = 5_000

/** Knows by its name alone that a member holds a secret. */
export class SecretNames {
  readonly #endings: readonly string[]
  readonly #known = new Map<string, boolean>()

  constructor(moreNames: Iterable<string> = []) {
    this.#endings = [...SECRET_ENDINGS, ...Array.from(moreNames, normalized).filter(Boolean)]
  }

  /** In any case and spelling: `access_token`, `accessToken`, `Access-Tokens`. */
  has(name: string): boolean {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const bare = normalized(name)
    const isSecret =
      !ANSWER.test(name) && this.#endings.some((ending) => bare.endsWith(ending) || bare.endsWith(`${ending}s`))
    if (this.#known.size < MAX_KNOWN_NAMES) this.#known.set(name, isSecret)
    return isSecret
  }

  /** Narrower than {@link has}: in a list, `password` may be one word among others. */
  hasHeader(name: string): boolean {
    return SECRET_HEADER.test(name) && this.has(name)
  }

  /** A regular expression's source for the end of such a name, as it stands in text. */
  pattern(): string {
    return this.#endings.map((ending) => Array.from(ending, escaped).join('[-_ ]?')).join('|')
  }
}

/** A regular expression's source for such a member's name. */
export const PRIVATE_KEY_MEMBER: string = Array.from(PRIVATE_KEY_MEMBERS).join('|')

export function isPrivateKeyMember(name: string): boolean {
  return PRIVATE_KEY_MEMBERS.has(name)
}

function normalized(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`
}
