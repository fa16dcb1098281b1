import type { DeviceFlowServices } from '@device-flow/machine'
import type { ResponseHead, ResponseWriter } from './response-writer.ts'
import type { ScriptedResponse } from './scripted-response.ts'

const PIECE_BYTES = 65_536
const encoder = new TextEncoder()

/** How {@link sendResponse} tells what it does. */
export interface Sending {
  /** Waits for `delayMs`. */
  sleep: DeviceFlowServices['sleep']
  /** Aborted when the client has gone or the server closes. */
  signal: AbortSignal
  /** Called just before the last byte is sent, so that no client can be seen to have reacted before. */
  onReply: () => void
  /** Called just before the server itself cuts the connection. */
  onCut: () => void
}

/** Sends a response, or fails to in the way that was asked for. Rejects only when the client or the server went away. */
export async function sendResponse(
  response: ScriptedResponse,
  writer: ResponseWriter,
  sending: Sending,
): Promise<void> {
  const { sleep, signal, onReply, onCut } = sending
  if (response.delayMs !== undefined) await sleep({ atLeastMs: response.delayMs }, { signal })
  if (response.hang === true) return
  if (response.reset) {
    onCut()
    writer.reset()
    return
  }

  const body = response.bytes === undefined ? encode(response) : undefined
  const head = headOf(response, body)
  const cutAt =
    response.truncate ?? (response.hang === 'body' ? Math.floor((response.bytes ?? body?.length ?? 0) / 2) : undefined)
  if (body && cutAt === undefined) {
    onReply()
    writer.send(head, body)
    return
  }
  writer.begin(head)
  let left = cutAt ?? Infinity
  const gone = abortOf(signal)
  // It may well come while nothing is written.
  gone.catch(() => {})
  for (const piece of body ? [body] : generate(response.bytes ?? 0)) {
    if (left > 0) await Promise.race([gone, writer.write(piece.subarray(0, left))])
    left -= piece.length
  }
  if (response.hang === 'body') return
  onReply()
  if (response.truncate === undefined) {
    writer.end()
  } else {
    onCut()
    writer.cut()
  }
}

function encode({ body, form }: ScriptedResponse): Uint8Array {
  if (body instanceof Uint8Array) return body
  if (form) return encoder.encode(new URLSearchParams(form).toString())
  if (body === undefined) return new Uint8Array()
  return encoder.encode(typeof body === 'string' ? body : JSON.stringify(body))
}

function headOf(response: ScriptedResponse, body: Uint8Array | undefined): ResponseHead {
  return {
    status: response.status ?? (response.redirect === undefined ? 200 : 302),
    headers: {
      'content-type': contentType(response),
      ...(body && { 'content-length': String(body.length) }),
      ...(response.redirect !== undefined && { location: response.redirect }),
      ...response.headers,
    },
  }
}

function contentType({ body, form, bytes }: ScriptedResponse): string {
  if (form) return 'application/x-www-form-urlencoded'
  if (body instanceof Uint8Array) return 'application/octet-stream'
  return bytes === undefined && (body === undefined || typeof body === 'string') ? 'text/plain' : 'application/json'
}

// Valid JSON to its last byte, so that nothing but its size is wrong.
function* generate(bytes: number): Generator<Uint8Array> {
  const [start, end] = [encoder.encode('{"filler":"'), encoder.encode('"}')]
  const filler = encoder.encode('x'.repeat(PIECE_BYTES))
  yield start
  for (let left = bytes - start.length - end.length; left > 0; left -= PIECE_BYTES) yield filler.subarray(0, left)
  yield end
}

/** Rejects when the signal is aborted. */
function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}
