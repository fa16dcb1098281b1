import { BlockList, isIPv6 } from 'node:net'
import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os'

/** RFC 1918, unique local (RFC 4193) and link-local (RFC 3927). Link-local ones of IPv6 want a zone, which no address of the web has. */
const PRIVATE = new BlockList()
PRIVATE.addSubnet('192.168.0.0', 16)
PRIVATE.addSubnet('10.0.0.0', 8)
PRIVATE.addSubnet('172.16.0.0', 12)
PRIVATE.addSubnet('169.254.0.0', 16)
PRIVATE.addSubnet('fc00::', 7, 'ipv6')

/** Whether an address is of a local network, where no stranger of the internet comes. */
export function isPrivate(address: string): boolean {
  return PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** The private addresses of this computer, those of IPv4 first: they are short, and every phone has them. */
export function privateAddresses(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces()): string[] {
  const all = Object.values(interfaces).flatMap((one) => one ?? [])
  const found = all.filter(({ internal, address }) => !internal && isPrivate(address)).map(({ address }) => address)
  return found.toSorted((one, other) => Number(isIPv6(one)) - Number(isIPv6(other)))
}
