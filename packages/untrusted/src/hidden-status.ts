/** The part of undici's request handler, Node's fetch underneath, that matters here. */
export interface ResponseHandler {
  onHeaders?: (status: number, ...more: unknown[]) => unknown
  /** The same in a handler of a newer kind. */
  onResponseStart?: (controller: unknown, status: number, ...more: unknown[]) => unknown
}

/**
 * 421 (Misdirected Request): the Fetch standard sends the same again, for another connection may lead elsewhere (RFC 9110 §15.5.20); undici
 * does so at once, and on a connection like the first. That is a poll that comes too early, a refresh token that may be used up, a DPoP
 * proof that was seen before, or what an app has ordered, twice.
 */
export const MISDIRECTED_REQUEST = 421

/** What fetch takes the status for meanwhile: a refusal that it does nothing about. */
const BAD_REQUEST = 400

/** One call of Node's fetch, to which some statuses are answers as any other. */
export interface HiddenStatus {
  /** Called with the handler of each request that fetch sends, also behind a redirect. */
  hideFrom(handler: ResponseHandler): void
  /** The response as it came from the server. */
  restore(response: Response): Response
}

/** Keeps from a call of Node's fetch the statuses that it would do something about by itself. */
export function createHiddenStatus(...statuses: readonly number[]): HiddenStatus {
  let hidden: number | undefined
  const shown = (status: number): number => {
    hidden = statuses.includes(status) ? status : undefined
    return hidden ? BAD_REQUEST : status
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
    restore: (response) => (hidden ? withStatus(response, hidden) : response),
  }
}

function withStatus({ body, headers, statusText, url, redirected }: Response, status: number): Response {
  const response = new Response(body, { status, statusText, headers })
  return Object.defineProperties(response, { url: { value: url }, redirected: { value: redirected } })
}
