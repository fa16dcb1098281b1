import type { ProviderAbout } from '../../options/provider-profile.ts'

/** Whether an address, an issuer's or an endpoint's, is of a provider. */
export function isRunBy({ hosts, path }: ProviderAbout, { hostname, pathname }: URL): boolean {
  return hosts.some((pattern) => isHost(hostname, pattern)) || path?.test(pathname) === true
}

/** Whether a host fits a pattern, in which `*` stands for one label or more. */
function isHost(host: string, pattern: string): boolean {
  const [before = '', after] = pattern.split('*')
  if (after === undefined) return host === pattern
  return host.length > before.length + after.length && host.startsWith(before) && host.endsWith(after)
}
