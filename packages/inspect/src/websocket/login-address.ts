import { loopbackAddress } from '../socket/loopback-address.ts'

/**
 * Where a process reports its logins at an inspector's server: the path `/login`, unless the address has another one.
 *
 * @throws LoopbackError when the server is not on this machine
 * @throws TypeError when it is no address for a WebSocket
 */
export function loginAddress(url: string | URL): string {
  const address = loopbackAddress(url)
  if (address.pathname === '/') address.pathname = '/login'
  return address.href
}
