import { shellWords } from '../shell/shell-words.ts'
import type { SessionEntry } from './session-index.ts'

/** The command that signs in to a session anew, as a shell takes it where all of it is known. */
export function loginCommand(entry: SessionEntry, ...flags: readonly string[]): string {
  const { profile, hasNoIssuer, provider } = entry
  if (hasNoIssuer && !provider) return 'device-flow login, with the same flags as before'
  const named = profile === undefined ? [] : ['--profile', profile]
  return shellWords(['device-flow', 'login', ...flags, ...named, ...clientArguments(entry)])
}

/** The arguments by which a session is found: those of its server, its client, and what it asks for. */
export function clientArguments({ client, hasNoIssuer, provider }: SessionEntry): string[] {
  const { server, clientId, scope, audience, resources = [] } = client
  // Where a provider is named alone, the server follows from it.
  const found = hasNoIssuer ? (provider ?? ['--token-endpoint', server]) : [...(provider ?? []), '--issuer', server]
  return [
    ...found,
    '--client-id',
    clientId,
    ...(scope === undefined ? [] : ['--scope', scope]),
    ...(audience === undefined ? [] : ['--audience', audience]),
    ...resources.flatMap((resource) => ['--resource', resource]),
  ]
}
