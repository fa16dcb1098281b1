import { BlockList, isIP } from 'node:net'

const FAMILY = { 4: 'ipv4', 6: 'ipv6' } as const
const BITS = { 4: 32, 6: 128 } as const

/**
 * Tells which hosts need no proxy by what `NO_PROXY` says beyond names and ports, which is all that undici reads of it: ranges of addresses
 * (`10.0.0.0/8`), IPv6 addresses without brackets, and `*` among others.
 */
export function exemptAddresses(noProxy: string): (hostname: string) => boolean {
  const entries = noProxy.split(/[,\s]+/)
  if (entries.includes('*')) return () => true
  const list = new BlockList()
  for (const entry of entries) {
    const [written = '', bits] = entry.split('/')
    const address = withoutBrackets(written)
    const version = isIP(address) as 0 | 4 | 6
    if (version === 0) continue
    // What is no length of a prefix names nothing: `10.0.0.0/` must not be taken for all addresses.
    const length = bits === undefined ? BITS[version] : /^\d+$/.test(bits) ? Number(bits) : Infinity
    if (length <= BITS[version]) list.addSubnet(address, length, FAMILY[version])
  }
  return (hostname) => {
    const address = withoutBrackets(hostname)
    const version = isIP(address) as 0 | 4 | 6
    return version !== 0 && list.check(address, FAMILY[version])
  }
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}
