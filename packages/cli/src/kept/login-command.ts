import { shellWords } from '../shell/shell-words.ts'
import type { SessionEntry } from './session-index.ts'

/** The command that signs in to a session anew, as a shell takes it where all of it is known. */
export function loginCommand({ profile, client, hasNoIssuer }: SessionEntry): string {
  if (hasNoIssuer) return 'device-flow login, with the same flags as before'
  const named = profile === undefined ? [] : ['--profile', profile]
  return shellWords(['device-flow', 'login', ...named, ...clientArguments(client)])
}

/** The flags that name a client, what it asks for, and its server. */
export function clientArguments({
  server,
  clientId,
  scope,
  audience,
  resources = [],
}: SessionEntry['client']): string[] {
  return [
    '--issuer',
    server,
    '--client-id',
    clientId,
    ...(scope === undefined ? [] : ['--scope', scope]),
    ...(audience === undefined ? [] : ['--audience', audience]),
    ...resources.flatMap((resource) => ['--resource', resource]),
  ]
}
