import type { Readable } from 'node:stream'

/**
 * Reads all of a stream.
 *
 * @param tooLarge makes the error for a stream of more than `maxBytes`, of which nothing more is read
 */
export async function readBody(stream: Readable, maxBytes: number, tooLarge: () => Error): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
