/** The error of a request that a proxy did not let through. */
export class ProxyError extends Error {
  /** In words, as the message is: of an error underneath a fetch, what is told is the code. */
  readonly code: string
  /** By it a request is known as one that was not sent. */
  readonly syscall = 'connect'

  constructor(why: string) {
    super(why)
    this.code = why
  }
}

/**
 * Says what a CONNECT failed with.
 *
 * @param proxy which proxy it is, in words
 */
export function connectError(failure: unknown, proxy: string): ProxyError {
  return new ProxyError(whatHappened(failure as Error & { code?: string }, proxy))
}

function whatHappened({ name, code = name }: Error & { code?: string }, proxy: string): string {
  if (name === 'HTTPParserError') return `${proxy} does not speak HTTP`
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return `${proxy} did not answer`
  if (/^(?:UND_ERR_SOCKET|UND_ERR_INFO|ECONNRESET|EPIPE)$/.test(code)) return `${proxy} closed the connection`
  if (/CERT|LEAF_SIGNATURE/.test(code)) {
    // In small letters: the code itself would say that of the server.
    return `the certificate of ${proxy} is not trusted: ${code.toLowerCase().replaceAll('_', ' ')}`
  }
  return /^(?:ERR_SSL|EPROTO)/.test(code) ? `${proxy} does not speak https` : `${code} at ${proxy}`
}
