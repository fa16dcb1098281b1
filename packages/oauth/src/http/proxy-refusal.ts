/**
 * The status by which a proxy asks for a login: it has not passed the request on (RFC 9110 §15.5.8). Node's fetch fails by it, and says as
 * little as of a connection that broke.
 */
export const PROXY_AUTHENTICATION_REQUIRED = 407

/** The error of a request that a proxy has answered with this status. */
export function proxyError(status: number): Error {
  return new Error(`Proxy response (${status})`)
}

/** The HTTP status with which a proxy let no connection through, by the deepest error; undefined for any other error. */
export function proxyRefusal({ message }: Error): string | undefined {
  // undici's words: there is no code for it.
  return /^Proxy response \((\d+)\)/.exec(message)?.[1]
}
