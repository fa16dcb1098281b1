// undici's words, since there are no codes: for a proxy that did not let a connection through, and for a 407, which fetch hides.
const NO_TUNNEL = /^Proxy response \((\d+)\)/
const LOGIN_WANTED = /^proxy authentication required$/

/** The HTTP status with which a proxy refused a request, by the deepest error of it; undefined for any other error. */
export function proxyRefusal({ message }: Error): string | undefined {
  return LOGIN_WANTED.test(message) ? '407' : NO_TUNNEL.exec(message)?.[1]
}
