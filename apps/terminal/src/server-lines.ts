import type { AuthServer } from '@device-flow/auth-server'
import { commandLines, factLines } from './fitted-lines.ts'

/** What an app needs to know of the server. */
export function serverLines({ issuer, clientId, apiUrl }: AuthServer, columns: number): string[] {
  return factLines({ Issuer: issuer, 'Client ID': clientId, API: apiUrl }, columns)
}

/**
 * The command that signs in at this server. `remark`: what is said before it, in few words. Elsewhere than in this folder npx knows no such
 * command, and without `--no` it would install and run whatever the registry has under that name.
 */
export function loginLines({ issuer, clientId, apiUrl }: AuthServer, columns: number, remark?: string): string[] {
  const words = [
    'npx --no device-flow login',
    `--client-id ${clientId}`,
    `--issuer ${issuer}`,
    '--scope "openid offline_access api:read"',
    `--resource ${apiUrl}`,
  ]
  const lead = remark ? `${remark} From a terminal` : 'From another terminal'
  return [`  ${lead} in this folder:`, ...commandLines(words, columns)]
}
