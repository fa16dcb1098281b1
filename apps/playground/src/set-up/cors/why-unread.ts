import type { Exchange } from '../../wire/exchange.ts'

/** Why a page got no answer. A browser does not say; this is the best evidence that there is. */
export type WhyUnread =
  /** This browser has no network. */
  | 'offline'
  /** The server answers, and the browser hides its answers from this page. */
  | 'cors'
  /** The server does not answer, or its headers hide even that. */
  | 'unknown'

/**
 * Asks for a sign of life, by GET, in the one way that needs no permission of the server: a `no-cors` request
 * says nothing but whether anything answered.
 *
 * @param url of {@link signOfLifeAt}
 * @param fetch the browser's own: what stands between would be asked instead
 * @see https://fetch.spec.whatwg.org/#concept-request-mode
 */
export async function whyUnread(
  url: string,
  signal: AbortSignal,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<WhyUnread> {
  try {
    await fetch(url, {
      mode: 'no-cors',
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal,
    })
    return 'cors'
  } catch {
    signal.throwIfAborted()
    return navigator.onLine ? 'unknown' : 'offline'
  }
}

/**
 * Where to ask for a sign of life, once an answer could not be read: at the document itself, and at no endpoint that may act on a request,
 * such as one that hands out codes.
 */
export function signOfLifeAt({ kind, request }: Pick<Exchange, 'kind' | 'request'>): string {
  const { origin, pathname } = new URL(request.url)
  return kind === 'discovery' || kind === 'keys' ? origin + pathname : `${origin}/`
}
