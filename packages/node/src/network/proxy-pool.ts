import { Pool } from 'undici'
import type { Dispatcher } from 'undici'
import { loginRefusal } from './login-refusal.ts'
import { connectError, ProxyError } from './proxy-error.ts'

const PROXY_AUTHENTICATION_REQUIRED = 407

/**
 * The connections to a proxy. What its CONNECT fails with is told in words, and as an error of no socket: at one of those undici 7 tries
 * again at once, without end, also when nobody waits for the request any more.
 *
 * @see {@link https://github.com/nodejs/undici/issues/3897 | undici 3897}
 */
export class ProxyPool extends Pool {
  readonly #connects = new Set<{ path: string; ending: AbortController }>()

  constructor(origin: string | URL, options: Pool.Options | undefined, limitMs: number) {
    super(origin, { ...options, headersTimeout: limitMs })
  }

  /** Ends what is under way for a tunnel to a host. */
  giveUp(host: string): void {
    for (const { path, ending } of this.#connects) if (path === host) ending.abort()
  }

  override async connect(options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
    const connect = { path: options.path, ending: new AbortController() }
    this.#connects.add(connect)
    const answer = await super
      .connect({ ...options, signal: connect.ending.signal })
      .catch((failure: unknown) => {
        throw connectError(failure)
      })
      .finally(() => this.#connects.delete(connect))
    const { statusCode, headers, socket } = answer
    if (statusCode !== PROXY_AUTHENTICATION_REQUIRED) return answer
    socket.on('error', () => {}).destroy()
    // As ProxyAgent makes them.
    const sent = options.headers as Readonly<Record<string, string>>
    throw new ProxyError(loginRefusal(headers['proxy-authenticate'], 'proxy-authorization' in sent))
  }
}
