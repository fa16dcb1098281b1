import type { TlsOptions } from 'node:tls'
import type { Authority } from './make-authority.mjs'
import type { Proxy, ProxyOptions } from './start-proxy.mjs'

/** The issuer of the server in it: DNS does not know the name. */
export const privateIssuer: 'https://id.test'

/** Its metadata, for `startScriptedServer({ metadata })`. */
export const privateMetadata: Record<string, string>

/** A network in which only a proxy finds the server, and only an authority of its own vouches for it. */
export interface PrivateNetwork {
  authority: Authority
  /** The names in the certificates of those who have connected; undefined for one without. */
  clients(): (string | undefined)[]
  /** Starts a proxy to the server, which behaves like this. */
  proxy(behaviour?: ProxyOptions): Promise<{ url: string } & Pick<Proxy, 'asked'>>
  close(): Promise<void>
}

/**
 * Starts a network around a server on loopback.
 *
 * @param options.notAfter the end of its certificate
 */
export function startPrivateNetwork(
  server: { origin: string },
  options?: { tls?: TlsOptions; notAfter?: Date },
): Promise<PrivateNetwork>
