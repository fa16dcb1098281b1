import { proxyRefusal } from './proxy-refusal.ts'

// Node's and undici's codes for a connection that never came about: nobody there, or no TLS between the two. ERR_SSL_… is of the
// handshake, but for a record that is broken on the way.
const NO_CONNECTION = /^EPROTO$|CONNECT_TIMEOUT|CERT|LEAF_SIGNATURE|^ERR_SSL_(?!.*(?:BAD_RECORD|DECRYPT))/
const CONNECTING = /^(?:connect|getaddrinfo)$/

/**
 * Whether a request that failed with this error, the deepest one, surely did not reach the server: then nothing there has changed. Of a
 * failure that says nothing, as all in browsers, it is known only while the device has no network at all.
 */
export function isSurelyNotSent(deepest: Error): boolean {
  const { code, syscall } = deepest as { code?: unknown; syscall?: unknown }
  // Node has tried several addresses, and none took the connection. By its name: the browsers of many televisions lack that class.
  if (deepest.name === 'AggregateError' || CONNECTING.test(String(syscall)) || proxyRefusal(deepest)) return true
  if (typeof code === 'string') return NO_CONNECTION.test(code)
  return (globalThis as { navigator?: { onLine?: boolean } }).navigator?.onLine === false
}
