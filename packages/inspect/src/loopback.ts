/** The address of a viewer's relay is not on this machine, so what is said to it would cross a network unencrypted. */
export class RemoteRelayError extends Error {
  override readonly name = 'RemoteRelayError'
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * Reads the address of a WebSocket on this machine.
 *
 * @throws RemoteRelayError when it is not `ws:` on `localhost`, `127.0.0.0/8` or `[::1]`
 */
export function loopbackSocketUrl(url: string | URL): URL {
  const address = new URL(url)
  if (address.protocol !== 'ws:' || !LOOPBACK.test(address.hostname)) {
    throw new RemoteRelayError(
      `A login is only told to ws: on this machine (127.0.0.1, ::1, localhost), not to ${address.host}`,
    )
  }
  return address
}
