import type { LabServer } from '../servers/lab-server.ts'
import type { Settings } from '../settings/settings.ts'
import type { ExchangeKind } from '../wire/exchange.ts'
import { shellQuote } from './shell-quote.ts'

/**
 * Writes the commands of device-flow that send such a request.
 *
 * @param called the address of an API, where the request is a call of it
 */
export function commandCode(settings: Settings, server: LabServer, kind: ExchangeKind, called?: string): string {
  const login = loginCommand(settings, server, called)
  switch (kind) {
    case 'api':
      return `${login}\n\ndevice-flow fetch ${shellQuote(called ?? 'https://api.example.com')}\n`
    case 'refresh':
      return `${login}\n\n# prints an access token, which is refreshed first when it is about to expire\ndevice-flow token\n`
    case 'revocation':
      return `${login}\n\ndevice-flow logout\n`
    default:
      return `${login}\n`
  }
}

/** What is set already stays, and without it nothing is sent. Parentheses: a shell that somebody types in would end with the message. */
const SECRET_IN_ENVIRONMENT = `# its secret is read from the environment alone
(: "\${DEVICE_FLOW_CLIENT_SECRET:?export it first}") &&`

function loginCommand(settings: Settings, { options }: LabServer, called: string | undefined): string {
  const { clientId, scope, audience, resource, clientAuth, parameters, dpop, pkce } = settings
  const lines = [
    ...serverFlags(settings, options.issuer),
    flag('client-id', clientId),
    ...(scope ? [flag('scope', scope)] : []),
    ...(audience ? [flag('audience', audience)] : []),
    ...resource
      .split(' ')
      .filter(Boolean)
      .map((uri) => flag('resource', uri)),
    ...(clientAuth === 'none' ? [] : [flag('client-auth', clientAuth)]),
    ...Object.entries(parameters).map(([name, value]) => flag('param', `${name}=${value}`)),
    ...(dpop ? [flag('dpop', 'tokens')] : []),
    ...(called ? [flag('allow-origin', new URL(called).origin)] : []),
  ]
  const secret = clientAuth === 'none' ? '' : `${SECRET_IN_ENVIRONMENT}\n`
  const notes = pkce ? '# the command sends no PKCE: the programs of the other tabs do\n' : ''
  return `${notes}${secret}device-flow login \\\n${lines.map((line) => `  ${line}`).join(' \\\n')}`
}

function serverFlags({ server, provider, place }: Settings, issuer: string | undefined): string[] {
  if (server !== 'provider') return [flag('issuer', issuer ?? '')]
  const parts = Object.entries(place).flatMap(([name, value]) => (value ? [flag(name, value)] : []))
  return [flag('provider', provider), ...parts]
}

function flag(name: string, value: string): string {
  return `--${name} ${shellQuote(value)}`
}
