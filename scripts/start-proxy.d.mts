/** A forward proxy on loopback. */
export interface Proxy {
  port: number
  /** What it was asked for, in order: `id.test:443`, or a whole URL that was not to be tunnelled. */
  asked(): string[]
  close(): Promise<void>
}

/** How a proxy behaves. */
export interface ProxyOptions {
  /** Where it finds hosts: ports of 127.0.0.1 by `id.test:443`. It knows no others. */
  hosts?: Record<string, number>
  /** The login that it wants, `user:password`. */
  login?: string
  /** Its `Proxy-Authenticate`, where it refuses one. Default: Basic. */
  challenge?: string
  /** The status that each CONNECT is answered with, or what becomes of the connection instead. */
  answer?: number | 'hang' | 'close' | 'reset' | 'not HTTP'
}

/** Starts a proxy. */
export function startProxy(options?: ProxyOptions): Promise<Proxy>
