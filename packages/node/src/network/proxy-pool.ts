import { Pool } from 'undici'
import type { Dispatcher } from 'undici'
import { loginRefusal } from './login-refusal.ts'
import { connectError, ProxyError } from './proxy-error.ts'

const OK = 200
const PROXY_AUTHENTICATION_REQUIRED = 407

/** What is known of a proxy beside its address. */
interface ProxyPoolOptions {
  /** The variable of the environment that names it. */
  variable: string
  /** How long it may take for a tunnel. */
  limitMs: number
}

/**
 * The connections to a proxy. What its CONNECT fails with is told in words, and as an error of no socket: at one of those undici 7 tries
 * again at once, without end, also when nobody waits for the request any more.
 *
 * @see {@link https://github.com/nodejs/undici/issues/3897 | undici 3897}
 */
export class ProxyPool extends Pool {
  readonly #connects = new Set<{ path: string; ending: AbortController }>()
  /** Its host, and where that is written. Of the address no more: there may be a password in it. */
  readonly #name: string

  constructor(origin: string | URL, options: Pool.Options | undefined, { variable, limitMs }: ProxyPoolOptions) {
    super(origin, { ...options, headersTimeout: limitMs })
    this.#name = `the proxy ${new URL(origin).host} of ${variable}`
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
        throw connectError(failure, this.#name)
      })
      .finally(() => this.#connects.delete(connect))
    const { statusCode, headers, socket } = answer
    if (statusCode === OK) return answer
    socket.on('error', () => {}).destroy()
    if (statusCode !== PROXY_AUTHENTICATION_REQUIRED) throw new ProxyError(`${this.#name} answered HTTP ${statusCode}`)
    // As ProxyAgent makes them.
    const sent = options.headers as Readonly<Record<string, string>>
    const why = loginRefusal(headers['proxy-authenticate'], 'proxy-authorization' in sent)
    throw new ProxyError(`${this.#name} ${why}`)
  }
}
