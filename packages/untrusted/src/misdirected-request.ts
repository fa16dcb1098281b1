/** The part of undici's request handler, Node's fetch underneath, that matters here. */
export interface ResponseHandler {
  onHeaders?: (status: number, ...more: unknown[]) => unknown
  /** The same in a handler of a newer kind. */
  onResponseStart?: (controller: unknown, status: number, ...more: unknown[]) => unknown
}

const MISDIRECTED_REQUEST = 421
/** What fetch takes it for meanwhile: a refusal that it does nothing about. */
const BAD_REQUEST = 400

/** One call of Node's fetch, to which a 421 is an answer as any other. */
export interface MisdirectedRequest {
  /** Called with the handler of each request that fetch sends, also behind a redirect. */
  hideFrom(handler: ResponseHandler): void
  /** The response as it came from the server. */
  restore(response: Response): Response
}

/**
 * Holds a call of Node's fetch to one request where the server answers 421 (Misdirected Request). The Fetch standard sends the same again,
 * for another connection may lead elsewhere (RFC 9110 §15.5.20); undici does so at once, and on a connection like the first. That is
 * a poll that comes too early, a refresh token that may be used up, a DPoP proof that was seen before, or what an app has ordered, twice.
 */
export function createMisdirectedRequest(): MisdirectedRequest {
  let isMisdirected = false
  const shown = (status: number): number => {
    isMisdirected = status === MISDIRECTED_REQUEST
    return isMisdirected ? BAD_REQUEST : status
  }
  return {
    hideFrom(handler) {
      const { onHeaders, onResponseStart } = handler
      if (onHeaders) handler.onHeaders = (status, ...more) => onHeaders.call(handler, shown(status), ...more)
      if (onResponseStart) {
        handler.onResponseStart = (controller, status, ...more) =>
          onResponseStart.call(handler, controller, shown(status), ...more)
      }
    },
    restore: (response) => (isMisdirected ? asMisdirected(response) : response),
  }
}

function asMisdirected({ body, headers, statusText, url, redirected }: Response): Response {
  const response = new Response(body, { status: MISDIRECTED_REQUEST, statusText, headers })
  return Object.defineProperties(response, { url: { value: url }, redirected: { value: redirected } })
}
