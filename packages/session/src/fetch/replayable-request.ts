/** Of a longer body no copy is kept: it may be a file of any size, and a second try is not worth that memory. */
const LONGEST_COPY = 1_048_576

/** What it takes to send a request once more. */
export interface Replay {
  /** What to send beside, or instead of, what the first try was given; nothing when the request can't be sent again. */
  init(): RequestInit | undefined
  /** Call it when there will be no second try: nothing is read or kept for one any more. */
  release(): void
}

/** Gets ready to send a request again. Call it before the first try, which uses the body of a `Request` up. */
export function prepareReplay(input: string | URL | Request, init: RequestInit | undefined): Replay {
  if (init?.body) return { init: () => (isStream(init.body) ? undefined : {}), release() {} }
  return input instanceof Request && input.body ? copyBody(input) : { init: () => ({}), release() {} }
}

function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && (Symbol.asyncIterator in body || 'getReader' in body)
}

/** A `Request` does not tell whether its body is a short text or an endless stream, so a copy is made while it is sent. */
function copyBody(request: Request): Replay {
  const reader = (request.clone().body as ReadableStream<Uint8Array>).getReader()
  let body: Uint8Array<ArrayBuffer> | undefined
  let isReleased = false

  const release = (): void => {
    isReleased = true
    reader.cancel().catch(() => {})
  }

  const copy = async (): Promise<void> => {
    const chunks: Uint8Array[] = []
    let size = 0
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.byteLength
      if (size > LONGEST_COPY) return release()
      chunks.push(next.value)
    }
    if (!isReleased) body = Buffer.concat(chunks)
  }

  // A body that fails fails the first try, too.
  copy().catch(() => {})
  return { init: () => body && { body }, release }
}
