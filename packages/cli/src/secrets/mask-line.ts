import type { JsonLine } from '../login/json-lines.ts'
import { createTextMask, MASK } from './mask-text.ts'

/** How a line is masked. */
export interface Masking {
  /** What must not be in it, wherever a server has put it. */
  secrets: readonly string[]
  /** Whether claims with names of secrets are hidden too, whatever they hold. */
  hidesNamed: boolean
}

/** Members that are never masked: words of our own, and what `--show-tokens` asks for. */
const OWN: ReadonlySet<string> = new Set(['type', 'reason', 'access_token', 'refresh_token'])

const SECRET_NAME =
  /(?:token|secret|password|passwd|passphrase|apikey|privatekey|devicecode|codeverifier|assertion|cookie)s?$/

/** Far deeper than any claim has a use for. */
const DEEPEST = 64
const TOO_DEEP = '[…]'

/** The line with its secrets masked: in texts, in names, and at any depth of the claims. */
export function maskLine(line: JsonLine, { secrets, hidesNamed }: Masking): JsonLine {
  const maskText = createTextMask(secrets)

  function masked(value: unknown, levels: number): unknown {
    if (typeof value === 'string') return maskText(value)
    if (typeof value !== 'object' || value === null) return value
    if (levels === 0) return TOO_DEEP
    if (Array.isArray(value)) return value.map((item) => masked(item, levels - 1))
    const members = Object.entries(value).map(([name, member]) => {
      return [maskText(name), hidesNamed && isSecret(name, member) ? MASK : masked(member, levels - 1)]
    })
    return Object.fromEntries(members)
  }

  const members = Object.entries(line).map(([name, value]) => [name, OWN.has(name) ? value : masked(value, DEEPEST)])
  return Object.fromEntries(members) as JsonLine
}

/** By its name, in any case and spelling. Neither `null` nor a yes or no has room for a secret. */
function isSecret(name: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'boolean') return false
  return SECRET_NAME.test(name.toLowerCase().replaceAll(/[^a-z]/g, ''))
}
