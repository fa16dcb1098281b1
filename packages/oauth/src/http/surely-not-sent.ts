import { proxyRefusal } from './proxy-refusal.ts'

// Node's and undici's codes for a connection that never came about: no address, nobody there, no TLS between the two. ERR_SSL_… and EPROTO
// are of the handshake, but for a record that is broken on the way.
const NO_CONNECTION =
  /^(?:ENOTFOUND|EAI_\w+|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EPROTO|UND_ERR_CONNECT_TIMEOUT)$|CERT|LEAF_SIGNATURE|^ERR_SSL_(?!.*(?:BAD_RECORD_MAC|DECRYPTION))/

/**
 * Whether a request that failed with this error, the deepest one, surely did not reach the server: then nothing there has changed. Of a
 * failure that says nothing, as all in browsers, it is known only while the device has no network at all.
 */
export function isSurelyNotSent(deepest: Error): boolean {
  const { code, syscall } = deepest as { code?: unknown; syscall?: unknown }
  if (typeof code === 'string') {
    // Several addresses were tried, and none took the connection: that error has the code of the first.
    return NO_CONNECTION.test(code) || syscall === 'connect' || deepest instanceof AggregateError
  }
  if (proxyRefusal(deepest)) return true
  return (globalThis as { navigator?: { onLine?: boolean } }).navigator?.onLine === false
}
