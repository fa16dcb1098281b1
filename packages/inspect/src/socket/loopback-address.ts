import { isLoopback } from '@device-flow/untrusted'

/** Thrown for a viewer's server that is not on this machine: even a redacted login is private. */
export class LoopbackError extends TypeError {
  override readonly name = 'LoopbackError'
}

/**
 * Reads the WebSocket address of a viewer's server.
 *
 * @throws LoopbackError when the server is not on this machine
 * @throws TypeError when it is no address for a WebSocket
 */
export function loopbackAddress(url: string | URL): URL {
  const address = new URL(url)
  // The address of the viewer's page works too.
  if (address.protocol === 'http:') address.protocol = 'ws:'
  if (address.protocol !== 'ws:' && address.protocol !== 'wss:') {
    throw new TypeError(`The address of an inspector's server begins with ws:, not ${address.protocol}`)
  }
  if (!isLoopback(address.hostname)) {
    throw new LoopbackError(
      `An inspector's server must be on this machine (127.0.0.1, [::1], localhost), not at ${address.hostname}. To watch from another one, forward a port over SSH.`,
    )
  }
  // `WebSocket` refuses an address with a fragment.
  address.hash = ''
  return address
}
