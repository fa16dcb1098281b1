import type { Dispatcher } from '@device-flow/oauth'
import { isLoopback } from '@device-flow/untrusted'
import { Agent, EnvHttpProxyAgent } from 'undici'
import { authoritiesWith } from './authorities.ts'
import type { Certificates } from './certificates.ts'
import { exemptAddresses } from './exempt-addresses.ts'
import type { Proxies } from './proxies.ts'
import { ProxyPool } from './proxy-pool.ts'
import { TunnelWaits } from './tunnel-waits.ts'

/** What the requests of a dispatcher go through, and by which certificates. */
export interface ProxiedOptions extends Certificates {
  proxies: Proxies | undefined
  /** How long a proxy may take for a tunnel. */
  tunnelLimitMs: number
}

/** Makes a dispatcher with these proxies and certificates. */
export function createProxiedDispatcher({
  proxies,
  authorities,
  cert,
  key,
  tunnelLimitMs,
}: ProxiedOptions): Dispatcher {
  const ca = authorities.length > 0 ? { ca: authoritiesWith(authorities) } : {}
  const connect = { ...ca, ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) }
  const direct = new Agent({ connect })
  if (!proxies) return direct
  const { variable, ...addresses } = proxies
  const isExempt = exemptAddresses(addresses.noProxy)
  const pools: ProxyPool[] = []
  const waits = new TunnelWaits((host) => pools.forEach((pool) => pool.giveUp(host)))
  const proxied = new EnvHttpProxyAgent({
    ...addresses,
    connect,
    // Of the server, at the other end of the tunnel, and of the proxy.
    requestTls: connect,
    proxyTls: { ...ca, timeout: tunnelLimitMs },
    clientFactory(origin, options) {
      const pool = new ProxyPool(origin, options, { variable, limitMs: tunnelLimitMs })
      pools.push(pool)
      return pool
    },
  })
  return {
    dispatch(options, handler) {
      const { origin, signal } = options as { origin: unknown; signal?: AbortSignal | undefined }
      const { hostname, port, protocol } = new URL(String(origin))
      // To loopback we speak http, too: in the hands of a proxy that would be on the network in clear.
      if (isLoopback(hostname) || isExempt(hostname)) return (direct as Dispatcher).dispatch(options, handler)
      waits.add(`${hostname}:${port || DEFAULT_PORTS[protocol]}`, handler as object, signal)
      return (proxied as Dispatcher).dispatch(options, handler)
    },
  }
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }
