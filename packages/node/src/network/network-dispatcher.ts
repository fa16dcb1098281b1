import type { Dispatcher } from '@device-flow/oauth'
import { isSetByApp } from './app-dispatcher.ts'
import { readCertificates } from './certificates.ts'
import { checkNetworkOptions } from './check-network-options.ts'
import type { NetworkOptions } from './network-options.ts'
import { proxiesIn } from './proxies.ts'

/** Of the 10 s that a request may take by default. */
const LONGEST_TUNNEL_LIMIT_MS = 8_000

/**
 * Makes the dispatcher by which requests leave through the proxies of the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`,
 * `NO_PROXY`, also in lower case), and trust the authorities and have the certificate that are given. Returns undefined where nothing of it
 * is to be done: then they leave by Node's own. What it takes is loaded with the first request.
 *
 * Requests to loopback never go to a proxy. Where the app has set a global dispatcher of another kind than Node's (undici's
 * `setGlobalDispatcher`), that is used, unless certificates are given here.
 *
 * `signIn` does this by itself, without options. Services of your own take it as `dispatcher`.
 *
 * @throws OAuthOptionsError for a certificate or a key that cannot be used, and for a proxy that is no address of an HTTP proxy: its
 *   `option` is the name of the variable then
 * @see {@link https://www.rfc-editor.org/rfc/rfc8705 | RFC 8705}
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs'
 * import { networkDispatcher, signIn, terminalPrompt } from '@device-flow/node'
 *
 * const [cert, key] = ['client.pem', 'client.key'].map((file) => readFileSync(file))
 * const session = await signIn({
 *   issuer: 'https://id.example.com',
 *   clientId: 'build-server',
 *   dispatcher: networkDispatcher({ cert, key }),
 *   ...terminalPrompt(),
 * })
 * ```
 */
export function networkDispatcher(options: NetworkOptions = {}): (() => Promise<Dispatcher | undefined>) | undefined {
  checkNetworkOptions(options)
  const certificates = readCertificates(options)
  const proxies = proxiesIn(options.env ?? process.env)
  const hasCertificates = certificates.authorities.length > 0 || certificates.cert !== undefined
  if (!proxies && !hasCertificates) return undefined
  let made: Promise<Dispatcher> | undefined
  return async () => {
    if (!hasCertificates && isSetByApp()) return undefined
    made ??= import('./proxied-dispatcher.ts').then(({ createProxiedDispatcher }) =>
      createProxiedDispatcher({ proxies, ...certificates, tunnelLimitMs: tunnelLimit(options) }),
    )
    return made
  }
}

/**
 * How long a proxy may take for a tunnel: less than a request may take, of which only the server would be named. Without it, a proxy that
 * never answers would keep the process alive for minutes.
 */
function tunnelLimit({ requestTimeoutMs = Infinity }: NetworkOptions): number {
  return Math.min(LONGEST_TUNNEL_LIMIT_MS, requestTimeoutMs / 2)
}
