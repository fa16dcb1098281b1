import type { AuthServer } from '@device-flow/auth-server'

const MARGIN = 2
const BETWEEN = ' · '

/** Facts as lines, as many in each as fit; none is broken. */
export function factLines(facts: readonly (readonly [name: string, value: string])[], columns: number): string[] {
  return fill(
    facts.map(([name, value]) => `${name} ${value}`),
    columns,
    { between: BETWEEN, end: '' },
  )
}

/** A command of a shell as lines, which break between its flags; each but the last ends with a backslash. */
export function commandLines(words: readonly string[], columns: number): string[] {
  return fill(words, columns, { between: ' ', end: ' \\' })
}

/** The command that signs in at this server, from another terminal. */
export function loginWords({ issuer, clientId, apiUrl }: AuthServer): string[] {
  return [
    'npx device-flow login',
    `--issuer ${issuer}`,
    `--client-id ${clientId}`,
    '--scope "openid offline_access api:read"',
    `--resource ${apiUrl}`,
  ]
}

function fill(parts: readonly string[], columns: number, { between, end }: { between: string; end: string }): string[] {
  const lines: string[] = []
  for (const part of parts) {
    const longer = `${lines.at(-1)}${between}${part}`
    if (lines.length > 0 && longer.length + end.length <= columns - MARGIN) lines[lines.length - 1] = longer
    else lines.push(part)
  }
  return lines.map((line, index) => ' '.repeat(MARGIN) + line + (index < lines.length - 1 ? end : ''))
}
