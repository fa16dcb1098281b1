/** The HTTP status with which a proxy let no connection through, by the deepest error; undefined for any other error. */
export function proxyRefusal({ message }: Error): string | undefined {
  // undici's words: there is no code for it.
  return /^Proxy response \((\d+)\)/.exec(message)?.[1]
}
