import type { Exchange } from '../wire/exchange.ts'
import { membersIn } from '../wire/members-in.ts'

/** What pages may read of a response without leave (Fetch, CORS-safelisted response-header name) is not among them. */
const TOLD_BY: readonly { readonly header: string; readonly isDue: (status: number, error: unknown) => boolean }[] = [
  { header: 'Retry-After', isDue: (status) => status === 429 || status === 503 },
  { header: 'WWW-Authenticate', isDue: (status) => status === 401 },
  { header: 'DPoP-Nonce', isDue: (_status, error) => error === 'use_dpop_nonce' },
]

/**
 * The headers that such a response usually has, and that are not there: a browser hides them from a page of another origin, until the
 * server exposes them.
 *
 * @see https://fetch.spec.whatwg.org/#http-access-control-expose-headers
 */
export function unexposedHeaders({ request, response, trouble }: Exchange, pageOrigin: string): string[] {
  if (!response || trouble !== undefined || new URL(request.url).origin === pageOrigin) return []
  const { status, headers, body } = response
  const error = membersIn(body)?.['error']
  return TOLD_BY.filter(({ isDue }) => isDue(status, error))
    .map(({ header }) => header)
    .filter((header) => !headers.some(([name]) => name.toLowerCase() === header.toLowerCase()))
}
