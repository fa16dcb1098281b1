import type { Clock } from '@device-flow/machine/clock'
import { isRecord } from '@device-flow/untrusted'

const MAX_BODY_BYTES = 1024 * 1024

/** After how long a silence a body counts as over that is whole without what its headers still promise. */
const SILENCE_MS = 2_000

/** The response is larger than any OAuth response has reason to be. */
export class BodyTooLarge extends Error {}

/**
 * Reads a body as UTF-8 text, or UTF-16 where it says that it is; stops at 1 MiB, however much the server has to say. One that breaks off,
 * or falls silent, after a whole object of JSON is that: it was its length that was wrong, and there may be tokens in it. Rejects with
 * {@link BodyTooLarge}.
 */
export async function readBody(response: Response, clock?: Clock): Promise<string> {
  // React Native's fetch, for one, has no streams.
  const reader = response.body?.getReader()
  if (!reader) return bounded(await response.text())
  const chunks: Uint8Array[] = []
  let size = 0
  const text = (): string => decode(chunks, response.headers.get('content-type') ?? '')
  // It ends the reading, too.
  const cancelIfWhole = (): void => {
    if (isWhole(text())) reader.cancel().catch(() => {})
  }
  for (;;) {
    const stop = size > 0 ? clock?.schedule(cancelIfWhole, SILENCE_MS) : undefined
    let read
    try {
      read = await reader.read()
    } catch (error) {
      if (isWhole(text())) return text()
      throw error
    } finally {
      stop?.()
    }
    const { done, value } = read
    if (done) return text()
    size += value.byteLength
    if (size > MAX_BODY_BYTES) {
      reader.cancel().catch(() => {})
      throw new BodyTooLarge()
    }
    chunks.push(value)
  }
}

/** Cancels a body that nobody will read. Unread, it would keep its connection. */
export function discardBody({ body }: Response): void {
  body?.cancel().catch(() => {})
}

/** As a stream only where there are several: most bodies are one chunk, which is decoded in a fraction of the time. */
function decode(chunks: readonly Uint8Array[], type: string): string {
  const decoder = new TextDecoder(/charset="?(utf-16(?:[bl]e)?)/i.exec(type)?.[1])
  return chunks.map((chunk, at) => decoder.decode(chunk, { stream: at < chunks.length - 1 })).join('')
}

/** Of JSON that is cut off no part from its beginning is an object. */
function isWhole(text: string): boolean {
  try {
    return isRecord(JSON.parse(text))
  } catch {
    return false
  }
}

function bounded(text: string): string {
  if (text.length > MAX_BODY_BYTES) throw new BodyTooLarge()
  return text
}
