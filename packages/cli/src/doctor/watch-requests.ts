import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** A request that this process has made, and the head of its response. */
export interface SeenRequest {
  readonly method: string
  /** Of a request to a proxy for a tunnel, where the proxy is. */
  readonly url: URL
  /** The head of the request. */
  readonly sent?: Headers
  status?: number
  headers?: Headers
  /** When the response began: wall clock, ms since the epoch. */
  answeredAt?: number
  /** Why none came, as Node's code, where this process has not given up the request itself. */
  brokenBy?: string
}

interface Message {
  request: { origin: string | URL; method: string; path: string; headers: readonly string[] }
  response: { statusCode: number; headers: Buffer[] }
  error: Partial<NodeJS.ErrnoException>
}

/** Watches the requests of Node's fetch. Call what it returns for those since then, in order, and the end of watching. */
export function watchRequests(): () => SeenRequest[] {
  const seen = new Map<object, SeenRequest>()
  const onCreate = (message: unknown): void => {
    const { request } = message as Message
    const isTunnel = request.method === 'CONNECT'
    seen.set(request, {
      method: request.method,
      url: new URL(isTunnel ? '/' : request.path, request.origin),
      sent: headersOf(request.headers),
    })
  }
  const onHeaders = (message: unknown): void => {
    const { request, response } = message as Message
    const one = seen.get(request)
    if (!one) return
    one.status = response.statusCode
    one.headers = headersOf(response.headers)
    one.answeredAt = Date.now()
  }
  const onError = (message: unknown): void => {
    const { request, error } = message as Message
    const one = seen.get(request)
    if (one && error.name !== 'AbortError' && typeof error.code === 'string') one.brokenBy = error.code
  }
  // https://nodejs.org/api/diagnostics_channel.html: what Node's fetch tells of its requests.
  subscribe('undici:request:create', onCreate)
  subscribe('undici:request:headers', onHeaders)
  subscribe('undici:request:error', onError)
  return () => {
    unsubscribe('undici:request:create', onCreate)
    unsubscribe('undici:request:headers', onHeaders)
    unsubscribe('undici:request:error', onError)
    return [...seen.values()]
  }
}

function headersOf(raw: readonly (Buffer | string)[]): Headers {
  const headers = new Headers()
  for (let at = 0; at + 1 < raw.length; at += 2) headers.append(String(raw[at]), String(raw[at + 1]))
  return headers
}
