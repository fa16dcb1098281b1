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

/** Says what a CONNECT failed with. */
export function connectError(failure: unknown): ProxyError {
  return new ProxyError(whatHappened(failure as Error & { code?: string }))
}

function whatHappened({ name, code = name }: Error & { code?: string }): string {
  if (name === 'HTTPParserError') return 'the proxy does not speak HTTP'
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return 'the proxy did not answer'
  if (/^(?:UND_ERR_SOCKET|UND_ERR_INFO|ECONNRESET|EPIPE)$/.test(code)) return 'the proxy closed the connection'
  if (/CERT|LEAF_SIGNATURE/.test(code)) {
    // In small letters: the code itself would say that of the server.
    return `the certificate of the proxy is not trusted: ${code.toLowerCase().replaceAll('_', ' ')}`
  }
  return /^(?:ERR_SSL|EPROTO)/.test(code) ? 'the proxy does not speak https' : `${code} at the proxy`
}
