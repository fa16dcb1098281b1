import { OAuthOptionsError } from '@device-flow/oauth/options-error'
import { proxyAddressProblem } from './proxy-address.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The proxies of an environment, as undici's `EnvHttpProxyAgent` takes them: what is empty is not there. */
export interface Proxies {
  httpProxy: string
  httpsProxy: string
  noProxy: string
}

/**
 * Reads which proxies an environment names; undefined where it names none. In lower case they win, as with curl, and
 * `ALL_PROXY` counts where no other is named: beside them it is often one of SOCKS. A proxy may be written without `http://`.
 *
 * @throws OAuthOptionsError that names the variable, for one that is no address of an HTTP proxy
 */
export function proxiesIn(env: Environment): Proxies | undefined {
  const httpProxy = proxyIn(env, 'http_proxy')
  const httpsProxy = proxyIn(env, 'https_proxy') || httpProxy || proxyIn(env, 'all_proxy')
  if (!httpsProxy) return undefined
  return { httpProxy: httpProxy || httpsProxy, httpsProxy, noProxy: env['no_proxy'] || env['NO_PROXY'] || '' }
}

function proxyIn(env: Environment, lowerCase: string): string {
  const name = env[lowerCase] ? lowerCase : lowerCase.toUpperCase()
  const given = env[name]?.trim()
  if (!given) return ''
  const address = given.includes('://') ? given : `http://${given}`
  const problem = proxyAddressProblem(address)
  if (problem !== undefined) throw new OAuthOptionsError(name, problem)
  return withoutPath(address)
}

/** undici refuses a proxy with a path; curl asks it all the same. */
function withoutPath(address: string): string {
  return Object.assign(new URL(address), { pathname: '', search: '', hash: '' }).href
}
