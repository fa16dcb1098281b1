import { loopbackAddress } from '../socket/loopback-address.ts'

/**
 * Returns the address that a process sends its logins to at a viewer's server: with the path `/login`, unless the address has another one.
 *
 * @throws LoopbackError when the server is not on this machine
 * @throws TypeError when it is no address for a WebSocket
 */
export function loginAddress(url: string | URL): string {
  const address = loopbackAddress(url)
  if (address.pathname === '/') address.pathname = '/login'
  return address.href
}
