import type { UndiciHandler } from './undici-handler.ts'

/** One call of fetch, whose request leaves once. */
export interface SingleSending {
  /** Called for each request that fetch wants to send. Throws at the second, which is then not sent. */
  begin(handler: UndiciHandler): void
  /** What the server answered, without headers and body, when fetch gave that up to send the request again. */
  answerGivenUp(): Response | undefined
}

/**
 * Holds a call of fetch to one request. At a 421 (Misdirected Request) the Fetch standard sends the same once more, at once: a poll that
 * comes too early, a refresh token that may be used up, a DPoP proof that was seen before.
 */
export function createSingleSending(): SingleSending {
  let isSent = false
  let isRepeated = false
  let status: number | undefined
  return {
    begin(handler) {
      isRepeated = isSent
      if (isRepeated) throw new Error('Sent before: not sent again.')
      isSent = true
      watchStatus(handler, (received) => (status = received))
    },
    answerGivenUp: () => (isRepeated && status ? new Response(null, { status }) : undefined),
  }
}

function watchStatus(handler: UndiciHandler, onStatus: (status: number) => void): void {
  const { onHeaders, onResponseStart } = handler
  if (onHeaders) {
    handler.onHeaders = (status, ...more) => {
      onStatus(status)
      return onHeaders.call(handler, status, ...more)
    }
  }
  if (onResponseStart) {
    handler.onResponseStart = (controller, status, ...more) => {
      onStatus(status)
      return onResponseStart.call(handler, controller, status, ...more)
    }
  }
}
