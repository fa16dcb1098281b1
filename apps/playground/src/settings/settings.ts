import type { ProviderPlace } from '@device-flow/oauth/profiles'

/** Which kind of server a login is tried at. */
export type ServerKind = 'scripted' | 'embedded' | 'provider' | 'issuer'

/** What the mock device looks like. */
export type DeviceLook = 'tv' | 'kiosk' | 'terminal'

/** How the client authenticates; its secret or key is no part of the settings, as those are kept and shared. */
export type ClientAuthMethod = 'none' | 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt'

/** What somebody has set up: kept in this browser, and shared by a link. There is no secret in it. */
export interface Settings {
  readonly server: ServerKind
  /** The name of a profile, for the server `provider`: `auth0`. */
  readonly provider: string
  readonly place: ProviderPlace
  /** For the server `issuer`. */
  readonly issuer: string
  readonly clientId: string
  /** Separated by blanks. */
  readonly scope: string
  readonly audience: string
  /** Separated by blanks. */
  readonly resource: string
  readonly clientAuth: ClientAuthMethod
  readonly dpop: boolean
  readonly pkce: boolean
  readonly nonce: boolean
  /** Further parameters of the device authorization request. */
  readonly parameters: Readonly<Record<string, string>>
  /** Whether requests go through the relay, for servers that allow no page (CORS). */
  readonly relay: boolean
  readonly look: DeviceLook
}

/** A login at the server inside the page: it works at once, with the network off. */
export const DEFAULT_SETTINGS: Settings = {
  server: 'scripted',
  provider: '',
  place: {},
  issuer: '',
  clientId: 'playground',
  scope: 'openid profile offline_access',
  audience: '',
  resource: '',
  clientAuth: 'none',
  dpop: false,
  pkce: false,
  nonce: false,
  parameters: {},
  relay: false,
  look: 'tv',
}
