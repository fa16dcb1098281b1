const MAX_BODY_BYTES = 1024 * 1024

/** The response is larger than any OAuth response has reason to be. */
export class BodyTooLarge extends Error {}

/**
 * Reads a body as UTF-8 text, or UTF-16 where it says that it is; stops at 1 MiB, however much the server has to say. Rejects with
 * {@link BodyTooLarge}.
 */
export async function readBody(response: Response): Promise<string> {
  // React Native's fetch, for one, has no streams.
  const reader = response.body?.getReader()
  if (!reader) return bounded(await response.text())
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return decode(chunks, response.headers.get('content-type') ?? '')
    size += value.byteLength
    if (size > MAX_BODY_BYTES) {
      reader.cancel().catch(() => {})
      throw new BodyTooLarge()
    }
    chunks.push(value)
  }
}

/** As a stream only where there are several: most bodies are one chunk, which is decoded in a fraction of the time. */
function decode(chunks: readonly Uint8Array[], type: string): string {
  const decoder = new TextDecoder(/charset="?(utf-16(?:[bl]e)?)/i.exec(type)?.[1])
  return chunks.map((chunk, at) => decoder.decode(chunk, { stream: at < chunks.length - 1 })).join('')
}

function bounded(text: string): string {
  if (text.length > MAX_BODY_BYTES) throw new BodyTooLarge()
  return text
}
