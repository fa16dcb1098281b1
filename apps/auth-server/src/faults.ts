/** Connections that the other side gave up are nobody's fault. */
const GONE = new Set(['ECONNRESET', 'EPIPE', 'ECANCELED', 'ERR_STREAM_PREMATURE_CLOSE'])

/** Whether an error of a request is a fault of this server, and not of its caller. */
export function isOurFault(error: Error): boolean {
  const { code, status = 500 } = error as Error & { code?: unknown; status?: number }
  return status >= 500 && !GONE.has(String(code))
}

/** Writes a fault to stderr. */
export function printFault(error: Error): void {
  process.stderr.write(`auth-server: ${error.stack ?? error.message}\n`)
}
