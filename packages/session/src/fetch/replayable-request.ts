/** Of a longer body no copy is kept: it may be a file of any size, and sending it again is not worth that memory. */
const MAX_COPY_BYTES = 1_048_576

/** What it takes to send a request once more. */
export interface ReplayableRequest {
  /** What to send beside, or instead of, what was sent first; undefined when the request cannot be sent again. */
  replayInit(): RequestInit | undefined
  /** Lets go of what is kept. Call it when the request will not be sent again. */
  release(): void
}

const always: ReplayableRequest = { replayInit: () => ({}), release() {} }
const never: ReplayableRequest = { replayInit: () => undefined, release() {} }

/** Makes it possible to send a request again. Call it before the request is sent, which uses the body of a `Request` up. */
export function makeReplayable(target: string | URL | Request, init: RequestInit | undefined): ReplayableRequest {
  if (init?.body) return isStream(init.body) ? never : always
  if (!(target instanceof Request) || target.body === null) return always
  return target.body === undefined ? copyHiddenBody(target) : copyStream(target.clone().body!)
}

function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && (Symbol.asyncIterator in body || 'getReader' in body)
}

/** A `Request` does not tell whether its body is a short text or an endless stream, so a copy is made while it is sent. */
function copyStream(stream: ReadableStream<Uint8Array>): ReplayableRequest {
  const reader = stream.getReader()
  let body: Uint8Array<ArrayBuffer> | undefined
  let isReleased = false

  const release = (): void => {
    isReleased = true
    reader.cancel().catch(() => {})
  }

  const copy = async (): Promise<void> => {
    const chunks: Uint8Array[] = []
    let bytes = 0
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      bytes += next.value.byteLength
      if (bytes > MAX_COPY_BYTES) return release()
      chunks.push(next.value)
    }
    if (!isReleased) body = concat(chunks, bytes)
  }

  // A body that fails here fails the request itself, too.
  copy().catch(() => {})
  return { replayInit: () => body && { body }, release }
}

/**
 * Firefox, and Chromium before 105, show no `body` of a `Request`, and take no stream for one: it is all there already, and as a `Blob` it
 * need not be in memory.
 */
function copyHiddenBody(request: Request): ReplayableRequest {
  if (request.method === 'GET' || request.method === 'HEAD') return always
  let body: Blob | undefined
  const keep = (blob: Blob): void => {
    if (blob.size <= MAX_COPY_BYTES) body = blob
  }
  request
    .clone()
    .blob()
    .then(keep, () => {})
  return { replayInit: () => body && { body }, release() {} }
}

function concat(chunks: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}
