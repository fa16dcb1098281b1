import type { Clock } from '@device-flow/machine/clock'
import { isRecord } from '@device-flow/untrusted'
import { parseJson } from './parse-json.ts'

const MAX_BODY_BYTES = 1024 * 1024

/** Within which time a part of a body is looked at: it counts as over once it is whole, whatever its headers still promise. */
const LOOK_MS = 2_000

/** The response is larger than any OAuth response has reason to be. */
export class BodyTooLarge extends Error {}

/**
 * Reads a body as UTF-8 text, or UTF-16 where it says that it is; stops at 1 MiB, however much the server has to say. One that breaks off,
 * falls silent, or goes on with blanks, after a whole object of JSON is that: it was its length that was wrong, and there may be tokens in
 * it. `onChunk` hears that it goes on. Rejects with {@link BodyTooLarge}.
 */
export async function readBody(response: Response, clock?: Clock, onChunk?: () => void): Promise<string> {
  // React Native's fetch, for one, has no streams.
  const reader = response.body?.getReader()
  if (!reader) return bounded(await response.text())
  const chunks: Uint8Array[] = []
  let size = 0
  const text = (): string => decode(chunks, response.headers.get('content-type') ?? '')
  let stopLooking: (() => void) | undefined
  const lookLater = (): void => {
    stopLooking = clock?.schedule(() => {
      stopLooking = undefined
      // It ends the reading, too.
      if (isWhole(text())) reader.cancel().catch(() => {})
    }, LOOK_MS)
  }
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text()
      onChunk?.()
      size += value.byteLength
      if (size > MAX_BODY_BYTES) {
        reader.cancel().catch(() => {})
        throw new BodyTooLarge()
      }
      chunks.push(value)
      // Each part is looked at once within that time, and nothing that is silent for ever.
      if (!stopLooking) lookLater()
    }
  } catch (error) {
    if (!(error instanceof BodyTooLarge) && isWhole(text())) return text()
    throw error
  } finally {
    stopLooking?.()
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
  return isRecord(parseJson(text))
}

function bounded(text: string): string {
  if (text.length > MAX_BODY_BYTES) throw new BodyTooLarge()
  return text
}
