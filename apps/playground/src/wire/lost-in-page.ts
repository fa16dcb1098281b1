import type { RotatingFetch } from '@device-flow/testing/fetch'

/**
 * The error of a request that got no response. The server in the page answers every origin, so there it says that the connection is lost:
 * of an error without a reason, a page has to think that it may be CORS.
 */
export function lostInPage(error: unknown, url: string, scripted: Pick<RotatingFetch, 'origin'> | undefined): unknown {
  if (!(error instanceof TypeError) || !scripted || new URL(url).origin !== scripted.origin) return error
  return new TypeError(error.message, { cause: Object.assign(new Error('It was lost.'), { code: CONNECTION_LOST }) })
}

/** Whether it is known why there is no response: the connection was lost. */
export function isConnectionLost({ cause }: Error): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === CONNECTION_LOST
}

const CONNECTION_LOST = 'the connection was lost'
