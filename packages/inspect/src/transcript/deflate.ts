import { TranscriptError } from './transcript-error.ts'

/** So many packed bytes at a time are unpacked: some engines unpack all that they are given at once, a thousandfold if it is a bomb. */
const SLICE_BYTES = 1024

/** Packs a text by DEFLATE (RFC 1951), without a header. */
export async function deflate(text: string): Promise<Uint8Array> {
  const packed = streamOf(new TextEncoder().encode(text), Infinity).pipeThrough(new CompressionStream('deflate-raw'))
  return join(await partsOf(packed, Infinity))
}

/**
 * Unpacks a text that `deflate` packed. It stops as soon as there is more than `maxBytes` of it.
 *
 * @throws TranscriptError `damaged` when this is no packed text, or not all of it; `tooLarge` when it holds more
 */
export async function inflate(packed: Uint8Array<ArrayBuffer>, maxBytes: number): Promise<string> {
  const unpacked = streamOf(packed, SLICE_BYTES).pipeThrough(new DecompressionStream('deflate-raw'))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(join(await partsOf(unpacked, maxBytes)))
  } catch (error) {
    if (error instanceof TranscriptError) throw error
    throw new TranscriptError('damaged', 'The link is damaged: part of it is missing or was changed. Copy it again.')
  }
}

function streamOf(bytes: Uint8Array<ArrayBuffer>, sliceBytes: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(at, at + sliceBytes))
      at += sliceBytes
    },
  })
}

async function partsOf(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array[]> {
  const reader = stream.getReader()
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return parts
    size += value.length
    if (size > maxBytes) {
      await reader.cancel()
      throw new TranscriptError('tooLarge', `The link holds more than ${maxBytes / 1_000_000} MB, and is not opened.`)
    }
    parts.push(value)
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((size, { length }) => size + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
