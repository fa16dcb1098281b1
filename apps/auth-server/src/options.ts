import type { ConfidentialClient } from './clients.ts'

/** The local network, for phones; over https, which apps and browsers ask for there. */
export interface LocalNetwork {
  /** The address of this computer there, which becomes the issuer's host. */
  address: string
  /** The key and the certificate for that address, as PEM. */
  key: string
  cert: string
}

/** How the demo server behaves; everything has a default. */
export interface AuthServerOptions {
  /** The TCP port on 127.0.0.1; 0, the default, takes a free one. */
  port?: number
  /** Serves the local network, too: listens on that address and on 127.0.0.1, by https on both. Default: 127.0.0.1 alone, by http. */
  network?: LocalNetwork | undefined
  /** The `interval` that devices are told, seconds; 5 by default. A device that polls faster gets `slow_down`. */
  pollIntervalSeconds?: number
  /** How long a user code is good for, seconds; 600 by default. */
  codeLifetimeSeconds?: number
  /** How long an access token is good for, seconds; 60 by default. */
  accessTokenLifetimeSeconds?: number
  /** Origins whose pages may call the server and the sample API, e.g. `http://localhost:5173`; none by default. */
  allowedOrigins?: readonly string[]
  /** Confidential clients, besides the public demo client. */
  clients?: readonly ConfidentialClient[]
  /**
   * What is bound to a key (RFC 9449), with nonces asked for: all tokens (`required`: no client gets any without a proof), or the refresh
   * token alone, as Keycloak can be set up. Default: nothing.
   */
  dpop?: 'required' | 'refreshToken' | undefined
  /** The clock of the limits on polling and on wrong user codes, ms; monotonic. For tests. */
  now?: () => number
  /** Called with each fault of the server itself; by default it is written to stderr. */
  onError?: (error: Error) => void
}

/** A running demo server. */
export interface AuthServer {
  issuer: string
  /** The public client that is always registered. */
  clientId: string
  /** The base of the sample API, and the resource indicator (RFC 8707) that asks for its tokens. */
  apiUrl: string
  /** Where a person types the user code. */
  verificationUri: string
  /** Lets the pages of one more origin call the server and the sample API. Takes any address of that origin. */
  allowOrigin(url: string): void
  /**
   * Lets the pages of one origin of this computer hold the pages of this server in a frame. Takes any address of that origin; nobody may
   * by default.
   *
   * @throws a `TypeError` for an origin that is not on this computer
   */
  allowFraming(url: string): void
  /** Stops listening and drops every connection. */
  close(): Promise<void>
}
