import type { Clock } from '@device-flow/machine/clock'
import { createOAuthServices } from '@device-flow/oauth'
import { memoryStore, withSession, type KeptServices, type Store } from '@device-flow/session'
import { encryptedIndexedDbStore } from '@device-flow/session/indexed-db'

/** The attributes that a login is made of. */
export const CLIENT_ATTRIBUTES = [
  'issuer',
  'client-id',
  'scope',
  'audience',
  'resource',
  'allowed-origins',
  'remember',
] as const

/**
 * Makes services of an element's attributes; undefined where it has neither a server nor a client.
 *
 * @throws TypeError naming the attribute that is missing or cannot work
 */
export function servicesOf(element: Element, store?: Store, clock?: Clock): KeptServices | undefined {
  const issuer = element.getAttribute('issuer')
  const clientId = element.getAttribute('client-id')
  if (!issuer && !clientId) return undefined
  if (!issuer) throw new TypeError('The attribute issuer is missing.')
  if (!clientId) throw new TypeError('The attribute client-id is missing; in React, the prop is clientId.')
  const resource = words(element, 'resource')
  const allowedOrigins = words(element, 'allowed-origins')
  const services = createOAuthServices({
    issuer,
    clientId,
    scope: element.getAttribute('scope') ?? undefined,
    audience: element.getAttribute('audience') ?? undefined,
    resource,
    clock,
  })
  const remember = element.getAttribute('remember')
  // HTML would take "false" for true, and people would stay signed in where nobody meant it.
  const isKept = remember !== null && remember.trim().toLowerCase() !== 'false'
  const kept = store ?? (isKept ? encryptedIndexedDbStore() : memoryStore())
  return withSession(services, { store: kept, allowedOrigins, clock })
}

function words(element: Element, attribute: string): string[] | undefined {
  const all = element.getAttribute(attribute)?.split(/\s+/).filter(Boolean) ?? []
  return all.length > 0 ? all : undefined
}
