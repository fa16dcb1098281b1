import type { DataStream } from '../command-io.ts'

/** Output could not be written: its reader has gone, or the disk is full. */
export class OutputLostError extends Error {
  override readonly name = 'OutputLostError'
  /** Whether nobody reads it any more, and that is all. */
  readonly isReaderGone: boolean

  constructor(stream: 'stdout' | 'stderr', cause: Error) {
    const code = 'code' in cause ? String(cause.code) : cause.message
    super(`${stream} cannot be written (${code})`, { cause })
    this.isReaderGone = code === 'EPIPE'
  }
}

/**
 * Writes data to stdout, and resolves when it has been handed on.
 *
 * @throws OutputLostError when it cannot be written, and the signal's reason when that is aborted first.
 */
export function writeStdout(stdout: DataStream, data: string | Uint8Array, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const onAbort = (): void => reject(signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    stdout.write(data, (error) => {
      signal?.removeEventListener('abort', onAbort)
      if (error) reject(new OutputLostError('stdout', error))
      else resolve()
    })
  })
}
