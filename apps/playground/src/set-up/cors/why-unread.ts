/** Why a page got no answer. A browser does not say; this is the best evidence that there is. */
export type WhyUnread =
  /** This browser has no network. */
  | 'offline'
  /** The server answers, and the browser hides its answers from this page. */
  | 'cors'
  /** The server does not answer, or its headers hide even that. */
  | 'unknown'

/**
 * Asks once more for an address whose answer could not be read, in the one way that needs no permission of the server: a `no-cors` request
 * says nothing but whether anything answered.
 *
 * @param fetch the browser's own: what stands between would be asked instead
 * @see https://fetch.spec.whatwg.org/#concept-request-mode
 */
export async function whyUnread(
  url: string,
  signal: AbortSignal,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<WhyUnread> {
  try {
    const { origin, pathname } = new URL(url)
    // Without its query, and by GET: it is to change nothing there.
    await fetch(origin + pathname, {
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
