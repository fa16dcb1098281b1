import type { DeviceFlowClient } from '@device-flow/machine'

/** A set of names as a list, whatever order they are given in. */
export function asSet(names: readonly string[]): string[] {
  const set = [...new Set(names)]
  set.sort()
  return set
}

/** The scopes of a space-separated list. */
export const scopesOf = (scope: string): string[] => asSet(scope.split(' ').filter(Boolean))

/** What the tokens of a client are for, beside the server and the client itself. */
function grantOf({ scope = '', audience = '', resources = [] }: DeviceFlowClient): unknown[] {
  return [scopesOf(scope), audience, asSet(resources)]
}

/**
 * Names what a session belongs to, as canonical text: the server, the client, and what the tokens are for. Tokens of the same lineage come
 * of the same logins; those of another are never touched. Empty where the services do not say whose they are.
 */
export function lineageOf(client: DeviceFlowClient | undefined): string {
  return client ? JSON.stringify([client.server, client.clientId, ...grantOf(client)]) : ''
}

/** The key under which the session of a client is kept, unless the app names one: readable, and of its own for each lineage. */
export function sessionKey(client: DeviceFlowClient | undefined): string {
  return client
    ? `device-flow ${client.clientId} ${client.server} ${hash(JSON.stringify(grantOf(client)))}`
    : 'device-flow'
}

/** FNV-1a, as eight hex digits: it need not be secret, only the same everywhere and for ever. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return (value >>> 0).toString(16).padStart(8, '0')
}
