import { SettingsError } from '../settings/settings-problem.ts'

/** Writes parameters as lines of `name=value`. */
export function parametersToLines(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')
}

/**
 * Reads lines of `name=value`; the value may have = in it. Empty lines are none.
 *
 * @throws SettingsError for a line without a name, and for a name that comes twice (RFC 8628 §3.1)
 */
export function parametersFromLines(lines: string): Record<string, string> {
  const parameters = new Map<string, string>()
  for (const line of lines.split('\n')) {
    if (!line.trim()) continue
    const at = line.indexOf('=')
    const name = line.slice(0, Math.max(at, 0)).trim()
    if (!name) throw new SettingsError('parameters', 'Write name=value, one a line.')
    if (parameters.has(name))
      throw new SettingsError('parameters', 'A name comes twice. Each parameter is sent once (RFC 8628 §3.1).')
    parameters.set(name, line.slice(at + 1).trim())
  }
  return Object.fromEntries(parameters)
}
