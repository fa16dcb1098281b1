/** What `fetch` was called with, or what a redirect made of it. */
export interface FetchCall {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: string
  readonly redirect: RequestRedirect
  readonly signal: AbortSignal | undefined
}

/** The address that `fetch` is called for. */
export function addressOf(input: RequestInfo | URL): URL {
  return new URL(input instanceof Request ? input.url : input, globalThis.location?.href)
}

/** Reads what `fetch` is called with, as it does. */
export async function readCall(input: RequestInfo | URL, init: RequestInit = {}): Promise<FetchCall> {
  // Apart: the signal of a page that is imitated, by jsdom say, is none to the Request of Node 24.
  const { signal = input instanceof Request ? input.signal : undefined, ...rest } = init
  const url = addressOf(input)
  const request = new Request(input instanceof Request ? input : url.href, rest)
  const { method, headers, redirect } = request
  return {
    method,
    url,
    headers,
    redirect,
    signal: signal ?? undefined,
    body: await request.text(),
  }
}

/** The arguments by which another `fetch` sends the same. */
export function argumentsOf({ url, method, headers, body, redirect, signal }: FetchCall): [string, RequestInit] {
  return [url.href, { method, headers, redirect, ...(body && { body }), ...(signal && { signal }) }]
}
