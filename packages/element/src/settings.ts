import type { DeviceFlowOptions, DeviceFlowSource } from '@device-flow/machine/adapter'
import type { Store } from '@device-flow/session'
import type { ReplacedWords } from './words/words.ts'

/** The attributes of `<device-login>`, as the props of a component: each is `undefined` where it is left out. */
export interface DeviceLoginAttributes {
  /** The authorization server; its metadata is discovered. */
  issuer?: string | undefined
  /** The client, as it is registered there. */
  clientId?: string | undefined
  /** The scopes to ask for, separated by blanks. */
  scope?: string | undefined
  /** The API that the access token is for, in Auth0's word. */
  audience?: string | undefined
  /** The APIs that the access token is for (RFC 8707). */
  resource?: string | readonly string[] | undefined
  /** The only origins that `fetch` sends the access token to. Default: those of `audience` and `resource`. */
  allowedOrigins?: string | readonly string[] | undefined
  /** The person stays signed in: over reloads, in all tabs. Encrypted, in IndexedDB. */
  remember?: boolean | undefined
  /** Default: what the page says by `color-scheme`. */
  theme?: 'light' | 'dark' | undefined
  /** The main button has the focus from the start, as a remote control wants it. */
  autofocus?: boolean | undefined
}

/** The properties of `<device-login>` that can be set. */
export interface DeviceLoginProperties {
  /** Your own services, or the machine that was made of them, instead of the attributes. */
  services?: DeviceFlowSource | undefined
  /** Where the session of the attributes' client is kept, instead of `remember`. */
  store?: Store | undefined
  /** The options of `useDeviceFlow`. */
  options?: DeviceFlowOptions | undefined
  /** Texts that replace the English ones. */
  words?: ReplacedWords | undefined
}

/**
 * Writes props as the attributes of `<device-login>`: for components that wrap it.
 *
 * @example
 * ```ts
 * import { toAttributes } from '@device-flow/element'
 *
 * toAttributes({ clientId: 'tv', resource: ['https://api.example.com'] }) // { 'client-id': 'tv', resource: 'https://api.example.com' }
 * ```
 */
export function toAttributes(props: DeviceLoginAttributes): Record<string, string | boolean> {
  const { issuer, clientId, scope, audience, resource, allowedOrigins, remember, theme, autofocus } = props
  const attributes = {
    issuer,
    'client-id': clientId,
    scope,
    audience,
    resource: inOne(resource),
    'allowed-origins': inOne(allowedOrigins),
    remember: remember ? '' : undefined,
    theme,
    // It is a property, too, and React prefers those.
    autofocus: autofocus || undefined,
  }
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  return Object.assign({}, ...given.map(([name, value]) => ({ [name]: value })))
}

function inOne(texts: string | readonly string[] | undefined): string | undefined {
  return typeof texts === 'object' ? texts.join(' ') : texts
}
