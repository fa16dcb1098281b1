import { parseArgs } from 'node:util'
import { plainText } from '@device-flow/node'
import { nearestName } from '@device-flow/untrusted'
import { readText, withoutFileMarks } from './given-text.ts'
import { loginFlags } from './login-flags.ts'
import type { LoginFlag } from './login-flags.ts'
import { UsageError } from './usage-error.ts'

/** The values of the flags that were given. */
export type FlagValues = {
  [Flag in LoginFlag]?: (typeof loginFlags)[Flag] extends { type: 'boolean' }
    ? boolean
    : (typeof loginFlags)[Flag] extends { multiple: true }
      ? string[]
      : string
}

/** Reads the flags, each known, complete, without hidden characters and, unless it is repeatable, given once. Throws {@link UsageError}. */
export function parseFlags(argv: readonly string[]): FlagValues {
  let parsed
  try {
    parsed = parseArgs({ args: [...argv], options: loginFlags, strict: true, allowPositionals: false, tokens: true })
  } catch (error) {
    throw new UsageError(problemIn(error))
  }
  const seen = new Set<string>()
  for (const token of parsed.tokens) {
    if (token.kind !== 'option' || token.name === 'resource' || token.name === 'param') continue
    if (seen.has(token.name)) throw new UsageError(`--${token.name} was given twice. Give it once.`)
    seen.add(token.name)
  }
  return Object.fromEntries(Object.entries(parsed.values).map(([name, value]) => [name, cleaned(name, value)]))
}

function cleaned(name: string, value: string | boolean | (string | boolean)[]): typeof value {
  if (typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map((one) => cleaned(name, one) as string | boolean)
  // The value of a parameter may be a text of several lines.
  return name === 'param' ? withoutFileMarks(value) : readText(`--${name}`, value)
}

function problemIn(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  if (/'--client[-_]?secret/i.test(message)) {
    return 'There is no --client-secret, as every user of this machine can read it there. Put the secret in DEVICE_FLOW_CLIENT_SECRET.'
  }
  const unclear = /^Option '(--[^' ]+).*' argument is ambiguous/.exec(message)?.[1]
  if (unclear) return `Option '${unclear}' has no value. One that begins with a dash is written ${unclear}=-5.`
  const unknown = /^Unknown option '--(.+?)'/.exec(message)?.[1]
  const meant = unknown && nearestName(unknown, Object.keys(loginFlags))
  // Node's messages go on with advice for the developer.
  const [first = 'Wrong arguments'] = message.split(/\.(?:\s|$)|\n/)
  return `${plainText(first, 200)}.${meant ? ` Did you mean --${meant}?` : ''}`
}
