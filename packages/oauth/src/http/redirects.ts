import { parseUrl } from './parse-url.ts'
import { discardBody } from './read-body.ts'
import { UnreadResponse } from './unread-response.ts'

// Not 304, which leads nowhere.
const REDIRECTS = new Set([300, 301, 302, 303, 305, 306, 307, 308])
const FOLLOWED = new Set([301, 302, 303, 307, 308])
const MAX_REDIRECTS = 3

/** The response is a redirect, which is not followed, so that nothing secret is sent elsewhere. */
export class RedirectFault extends UnreadResponse {
  // Private: a server may have repeated a secret in it, and what is in an error gets into logs.
  readonly #to: URL | undefined

  constructor(what: string, unread: ConstructorParameters<typeof UnreadResponse>[1], to: URL | undefined) {
    super(what, unread)
    this.#to = to
  }

  /** Where it leads; undefined where that is no address, and in browsers, which hide it. */
  get to(): URL | undefined {
    return this.#to
  }
}

/** Whether a response is a redirect. Browsers hide one that is not followed behind status 0. */
export function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || REDIRECTS.has(status)
}

/**
 * Follows the redirects of a GET that carries no secret, three at most, and only within its origin. Resolves to the
 * last response, which is still a redirect when it may not be followed. `send` sends such a request, and rejects as
 * `fetch` does.
 */
export async function followWithinOrigin(
  first: Response,
  url: string,
  send: (url: string, redirect: 'manual' | 'follow') => Promise<Response>,
): Promise<Response> {
  const { origin } = new URL(url)
  if (first.type === 'opaqueredirect') return followHidden(first, origin, () => send(url, 'follow'))
  let response = first
  let from = url
  for (let followed = 0; followed < MAX_REDIRECTS && FOLLOWED.has(response.status); followed += 1) {
    const target = targetOf(response, from)
    if (target?.origin !== origin) break
    discardBody(response)
    from = target.href
    response = await send(from, 'manual')
  }
  return response
}

/** In a browser, only the browser can follow. Where that led is seen afterwards. */
async function followHidden(hidden: Response, origin: string, follow: () => Promise<Response>): Promise<Response> {
  const response = await follow().catch(() => undefined)
  if (response && parseUrl(response.url)?.origin === origin) return response
  if (response) discardBody(response)
  return hidden
}

/** Where a redirect leads; undefined where that is no address. */
export function targetOf({ headers }: Response, from: string): URL | undefined {
  const target = headers.get('location')
  const url = target === null ? undefined : parseUrl(target, from)
  return url && !url.username && !url.password ? url : undefined
}
