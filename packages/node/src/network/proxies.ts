import { OAuthOptionsError } from '@device-flow/oauth/options-error'
import { proxyAddressProblem } from './proxy-address.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The proxies of an environment, as undici's `EnvHttpProxyAgent` takes them: what is empty is not there. */
export interface Proxies {
  httpProxy: string
  httpsProxy: string
  noProxy: string
  /** The variable that names `httpsProxy`: nothing else than https leaves this computer. */
  variable: string
}

/**
 * Reads which proxies an environment names; undefined where it names none. In lower case they win, as with curl, and
 * `ALL_PROXY` counts where no other is named: beside them it is often one of SOCKS. A proxy may be written without `http://`.
 *
 * @throws OAuthOptionsError that names the variable, for one that is no address of an HTTP proxy
 */
export function proxiesIn(env: Environment): Proxies | undefined {
  const http = proxyIn(env, 'http_proxy')
  const https = proxyIn(env, 'https_proxy') ?? http ?? proxyIn(env, 'all_proxy')
  if (!https) return undefined
  const noProxy = hostsIn(env['no_proxy'] || env['NO_PROXY'] || '')
  return { httpProxy: (http ?? https).address, httpsProxy: https.address, noProxy, variable: https.variable }
}

/** What is written as a URL, or with the dot of a whole name behind it, is that host: undici would pass it over. */
function hostsIn(noProxy: string): string {
  const hosts = noProxy.split(/[,\s]+/).map((entry) => entry.replace(/^\w+:\/\/([^/]*).*$/, '$1'))
  return hosts.map((host) => host.replace(/\.(?=:\d+$|$)/, '')).join()
}

function proxyIn(env: Environment, lowerCase: string): { address: string; variable: string } | undefined {
  const variable = env[lowerCase] ? lowerCase : lowerCase.toUpperCase()
  const given = env[variable]?.trim()
  if (!given) return undefined
  const address = given.includes('://') ? given : `http://${given}`
  const problem = proxyAddressProblem(address)
  if (problem !== undefined) throw new OAuthOptionsError(variable, problem)
  return { address: withoutPath(address), variable }
}

/** undici refuses a proxy with a path; curl asks it all the same. */
function withoutPath(address: string): string {
  return Object.assign(new URL(address), { pathname: '', search: '', hash: '' }).href
}
