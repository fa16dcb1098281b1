import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { ScriptedResponse } from './scripted-response.ts'

const CHUNK_BYTES = 65_536

/** How {@link sendResponse} tells what it does. */
export interface Sending {
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
  outgoing: ServerResponse,
  sending: Sending,
): Promise<void> {
  const { signal, onReply, onCut } = sending
  if (response.delayMs !== undefined) await delay(response.delayMs, undefined, { signal })
  if (response.hang === true) return
  if (response.reset) {
    onCut()
    outgoing.socket?.resetAndDestroy()
    return
  }

  const body = response.bytes === undefined ? encode(response) : undefined
  outgoing.writeHead(response.status ?? (response.redirect === undefined ? 200 : 302), headers(response, body))
  const cutAt =
    response.truncate ?? (response.hang === 'body' ? Math.floor((response.bytes ?? body?.length ?? 0) / 2) : undefined)
  if (body && cutAt === undefined) {
    onReply()
    outgoing.end(body)
    return
  }
  outgoing.flushHeaders()
  let left = cutAt ?? Infinity
  for (const chunk of body ? [body] : generate(response.bytes ?? 0)) {
    if (left > 0) await write(outgoing, chunk.subarray(0, left), signal)
    left -= chunk.length
  }
  if (response.hang === 'body') return
  onReply()
  if (response.truncate === undefined) {
    outgoing.end()
  } else {
    onCut()
    outgoing.destroy()
  }
}

function encode({ body, form }: ScriptedResponse): Uint8Array {
  if (body instanceof Uint8Array) return body
  if (form) return Buffer.from(new URLSearchParams(form).toString())
  if (body === undefined) return new Uint8Array()
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
}

function headers(response: ScriptedResponse, body: Uint8Array | undefined): OutgoingHttpHeaders {
  return {
    'content-type': contentType(response),
    ...(body && { 'content-length': body.length }),
    ...(response.redirect !== undefined && { location: response.redirect }),
    ...response.headers,
  }
}

function contentType({ body, form, bytes }: ScriptedResponse): string {
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

function write(outgoing: ServerResponse, chunk: Uint8Array, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(signal.reason)
    if (signal.aborted) return gone()
    signal.addEventListener('abort', gone, { once: true })
    outgoing.write(chunk, () => {
      signal.removeEventListener('abort', gone)
      resolve()
    })
  })
}
