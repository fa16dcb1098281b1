import type { Dispatcher } from '@device-flow/oauth'
import { isSetByApp } from './app-dispatcher.ts'
import { proxiesIn } from './proxies.ts'

/** How requests leave this process, beside what its environment says. All are PEM. */
export interface NetworkOptions {
  /** Certificate authorities that are trusted beside those of Node. */
  ca?: string | readonly string[] | undefined
  /** The certificate of the client, for mutual TLS. */
  cert?: string | undefined
  /** Its private key. */
  key?: string | undefined
  /** Where `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` are read. Default: `process.env`. */
  env?: Readonly<Record<string, string | undefined>> | undefined
}

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
 * @throws OAuthOptionsError for a proxy that is no address of an HTTP proxy; its `option` is the name of the variable
 * @see {@link https://www.rfc-editor.org/rfc/rfc8705 | RFC 8705}
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs'
 * import { networkDispatcher, signIn, terminalPrompt } from '@device-flow/node'
 *
 * const [cert, key] = ['client.pem', 'client.key'].map((file) => readFileSync(file, 'utf8'))
 * const session = await signIn({
 *   issuer: 'https://id.example.com',
 *   clientId: 'build-server',
 *   dispatcher: networkDispatcher({ cert, key }),
 *   ...terminalPrompt(),
 * })
 * ```
 */
export function networkDispatcher(options: NetworkOptions = {}): (() => Promise<Dispatcher | undefined>) | undefined {
  const { ca = [], cert, key, env = process.env } = options
  const proxies = proxiesIn(env)
  const authorities = typeof ca === 'string' ? [ca] : ca
  const hasCertificates = authorities.length > 0 || cert !== undefined || key !== undefined
  if (!proxies && !hasCertificates) return undefined
  let made: Promise<Dispatcher> | undefined
  return async () => {
    if (!hasCertificates && isSetByApp()) return undefined
    made ??= import('./proxied-dispatcher.ts').then(({ createProxiedDispatcher }) =>
      createProxiedDispatcher({ proxies, authorities, cert, key }),
    )
    return made
  }
}
