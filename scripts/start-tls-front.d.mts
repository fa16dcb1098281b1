import type { TlsOptions } from 'node:tls'

/** TLS in front of a plain server on loopback. */
export interface TlsFront {
  port: number
  /** The names in the certificates of its clients, one a connection; undefined for one without. */
  clients(): (string | undefined)[]
  close(): Promise<void>
}

/** Starts TLS in front of a port of 127.0.0.1. */
export function startTlsFront(port: number, options: TlsOptions): Promise<TlsFront>
