/** An inspector's server that is not on this machine. Even redacted, a login is nobody else's business. */
export class LoopbackError extends TypeError {
  override readonly name = 'LoopbackError'
}

/**
 * Where a process reports its logins at an inspector's server: the path `/login`, unless the address has another one.
 *
 * @throws LoopbackError when the server is not on this machine
 * @throws TypeError when it is no address for a WebSocket
 */
export function loginAddress(url: string | URL): string {
  const address = new URL(url)
  // What a browser's address line shows works too.
  if (address.protocol === 'http:') address.protocol = 'ws:'
  if (address.protocol !== 'ws:' && address.protocol !== 'wss:') {
    throw new TypeError(`The address of an inspector's server begins with ws:, not ${address.protocol}`)
  }
  if (!isLoopback(address.hostname)) {
    throw new LoopbackError(
      `An inspector's server must be on this machine (127.0.0.1, [::1], localhost), not at ${address.hostname}. To watch from another one, forward a port over SSH.`,
    )
  }
  if (address.pathname === '/') address.pathname = '/login'
  // With a fragment, a WebSocket can not be opened.
  address.hash = ''
  return address.href
}

// URL has made one form of all the ways to write an IPv4 or IPv6 address.
function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  )
}
