import { createSentenceMask, createTextMask, MASK } from './mask-text.ts'

/** How a line is masked. */
export interface Masking {
  /** What must not be in it, wherever a server has put it. */
  secrets: readonly string[]
  /** Whether claims with names of secrets are hidden too, whatever they hold. */
  hidesNamed: boolean
}

/**
 * Our own words, what `--show-tokens` asks for, and what is to be opened and typed: with a mask in it nobody could sign in, and a login
 * whose address holds a secret is refused before it is shown.
 */
const NEVER_MASKED: ReadonlySet<string> = new Set([
  'type',
  'reason',
  'store',
  'access_token',
  'refresh_token',
  'user_code',
  'verification_uri',
  'verification_uri_complete',
])

/** What we say, and codes. What a server has said in it is masked already, where it was read. */
const SENTENCES: ReadonlySet<string> = new Set(['message', 'problem', 'next', 'provider', 'error', 'field'])

const NAME_OF_SECRET =
  /(?:token|secret|password|passwd|passphrase|apikey|privatekey|devicecode|codeverifier|assertion|cookie)s?$/

/** Far deeper than any claim has a use for. */
const MAX_DEPTH = 64
const TOO_DEEP = '[…]'

/** Masks the secrets of a JSON line: in texts, in names, and at any depth of the claims. */
export function maskLine<Line extends object>(line: Line, { secrets, hidesNamed }: Masking): Line {
  const maskText = createTextMask(secrets)
  const maskSentence = createSentenceMask(secrets)

  function masked(value: unknown, levels: number, mask = maskText): unknown {
    if (typeof value === 'string') return mask(value)
    if (typeof value !== 'object' || value === null) return value
    if (levels === 0) return TOO_DEEP
    if (Array.isArray(value)) return value.map((item) => masked(item, levels - 1, mask))
    const members = Object.entries(value).map(([name, member]) => {
      const isHidden = hidesNamed && isNamedLikeSecret(name, member)
      // Names of claims are mostly those of the standards.
      return [maskSentence(name), isHidden ? MASK : masked(member, levels - 1, mask)]
    })
    return Object.fromEntries(members)
  }

  const members = Object.entries(line).map(([name, value]) => [
    name,
    NEVER_MASKED.has(name) ? value : masked(value, MAX_DEPTH, SENTENCES.has(name) ? maskSentence : maskText),
  ])
  return Object.fromEntries(members) as Line
}

/** Whether a member is a secret by its name, in any case and spelling. Neither `null` nor a yes or no has room for a secret. */
function isNamedLikeSecret(name: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return false
  return NAME_OF_SECRET.test(name.toLowerCase().replaceAll(/[^a-z]/g, ''))
}
