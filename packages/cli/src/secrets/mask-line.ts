import { createTextMask, MASK } from './mask-text.ts'

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
  'access_token',
  'refresh_token',
  'user_code',
  'verification_uri',
  'verification_uri_complete',
])

const NAME_OF_SECRET =
  /(?:token|secret|password|passwd|passphrase|apikey|privatekey|devicecode|codeverifier|assertion|cookie)s?$/

/** Far deeper than any claim has a use for. */
const MAX_DEPTH = 64
const TOO_DEEP = '[…]'

/** Masks the secrets of a JSON line: in texts, in names, and at any depth of the claims. */
export function maskLine<Line extends object>(line: Line, { secrets, hidesNamed }: Masking): Line {
  const maskText = createTextMask(secrets)

  function masked(value: unknown, levels: number): unknown {
    if (typeof value === 'string') return maskText(value)
    if (typeof value !== 'object' || value === null) return value
    if (levels === 0) return TOO_DEEP
    if (Array.isArray(value)) return value.map((item) => masked(item, levels - 1))
    const members = Object.entries(value).map(([name, member]) => {
      return [maskText(name), hidesNamed && isNamedLikeSecret(name, member) ? MASK : masked(member, levels - 1)]
    })
    return Object.fromEntries(members)
  }

  const members = Object.entries(line).map(([name, value]) => [
    name,
    NEVER_MASKED.has(name) ? value : masked(value, MAX_DEPTH),
  ])
  return Object.fromEntries(members) as Line
}

/** Whether a member is a secret by its name, in any case and spelling. Neither `null` nor a yes or no has room for a secret. */
function isNamedLikeSecret(name: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return false
  return NAME_OF_SECRET.test(name.toLowerCase().replaceAll(/[^a-z]/g, ''))
}
