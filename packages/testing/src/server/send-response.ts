import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Answer } from './scripted-response.ts'

const CHUNK_BYTES = 65_536

/** How {@link sendAnswer} tells what it does. */
export interface Sending {
  /** Aborted when the client has gone or the server closes. */
  signal: AbortSignal
  /** Called just before the last byte is sent, so that no client can be seen to have reacted before. */
  onReply: () => void
  /** Called just before the server itself cuts the connection. */
  onCut: () => void
}

/** Sends an answer, or fails to in the way that was asked for. Rejects only when the client or the server went away. */
export async function sendAnswer(answer: Answer, response: ServerResponse, sending: Sending): Promise<void> {
  const { signal, onReply, onCut } = sending
  if (answer.delayMs !== undefined) await delay(answer.delayMs, undefined, { signal })
  if (answer.hang === true) return
  if (answer.reset) {
    onCut()
    response.socket?.resetAndDestroy()
    return
  }

  const body = answer.bytes === undefined ? encode(answer) : undefined
  response.writeHead(answer.status ?? (answer.redirect === undefined ? 200 : 302), headers(answer, body))
  const cutAt =
    answer.truncate ?? (answer.hang === 'body' ? Math.floor((answer.bytes ?? body?.length ?? 0) / 2) : undefined)
  if (body && cutAt === undefined) {
    onReply()
    response.end(body)
    return
  }
  response.flushHeaders()
  let left = cutAt ?? Infinity
  for (const chunk of body ? [body] : generate(answer.bytes ?? 0)) {
    if (left > 0) await write(response, chunk.subarray(0, left), signal)
    left -= chunk.length
  }
  if (answer.hang === 'body') return
  onReply()
  if (answer.truncate === undefined) {
    response.end()
  } else {
    onCut()
    response.destroy()
  }
}

function encode({ body, form }: Answer): Uint8Array {
  if (body instanceof Uint8Array) return body
  if (form) return Buffer.from(new URLSearchParams(form).toString())
  if (body === undefined) return new Uint8Array()
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}

function headers(answer: Answer, body: Uint8Array | undefined): OutgoingHttpHeaders {
  return {
    'content-type': contentType(answer),
    ...(body && { 'content-length': body.length }),
    ...(answer.redirect !== undefined && { location: answer.redirect }),
    ...answer.headers,
  }
}

function contentType({ body, form, bytes }: Answer): string {
  if (form) return 'application/x-www-form-urlencoded'
  if (body instanceof Uint8Array) return 'application/octet-stream'
  return bytes === undefined && (body === undefined || typeof body === 'string') ? 'text/plain' : 'application/json'
}

// Valid JSON to its last byte, so that nothing but its size is wrong.
function* generate(bytes: number): Generator<Uint8Array> {
  const [start, end] = [Buffer.from('{"filler":"'), Buffer.from('"}')]
  const chunk = Buffer.alloc(CHUNK_BYTES, 'x')
  yield start
  for (let left = bytes - start.length - end.length; left > 0; left -= CHUNK_BYTES) yield chunk.subarray(0, left)
  yield end
}

function write(response: ServerResponse, chunk: Uint8Array, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(signal.reason)
    if (signal.aborted) return gone()
    signal.addEventListener('abort', gone, { once: true })
    response.write(chunk, () => {
      signal.removeEventListener('abort', gone)
      resolve()
    })
  })
}
