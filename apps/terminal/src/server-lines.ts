import type { AuthServer } from '@device-flow/auth-server'
import { commandLines, factLines } from './fitted-lines.ts'

/** What an app needs to know of the server. */
export function serverLines({ issuer, clientId, apiUrl }: AuthServer, columns: number): string[] {
  return factLines({ Issuer: issuer, 'Client ID': clientId, API: apiUrl }, columns)
}

/** The command that signs in at this server. `remark`: what is said before it, in few words. */
export function loginLines({ issuer, clientId, apiUrl }: AuthServer, columns: number, remark?: string): string[] {
  const words = [
    'npx device-flow login',
    `--issuer ${issuer}`,
    `--client-id ${clientId}`,
    '--scope "openid offline_access api:read"',
    `--resource ${apiUrl}`,
  ]
  const lead = remark ? `${remark} From another terminal:` : 'From another terminal, the command:'
  return [`  ${lead}`, ...commandLines(words, columns)]
}
