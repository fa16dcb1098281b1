import type { Exchange } from '../../wire/exchange.ts'

/** What browsers, and Node in a test, say of a request whose answer they do not show. */
const HIDDEN = /failed to fetch|networkerror|load failed|fetch failed/i

const SAFE_HEADERS = new Set(['accept', 'accept-language', 'content-language'])
const SAFE_TYPES = /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i

/** The newest request, if its answer never came and no trouble of ours is why. */
export function unreadExchange(exchanges: readonly Exchange[]): Exchange | undefined {
  const last = exchanges.findLast(
    ({ kind, response, failure }) => kind !== 'signOfLife' && (response !== undefined || failure !== undefined),
  )
  const isHidden = last?.failure !== undefined && last.trouble === undefined && HIDDEN.test(last.failure)
  return isHidden ? last : undefined
}

/**
 * The headers for which a browser asks the server first, by `OPTIONS`.
 *
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
export function askedHeaders({ request }: Exchange): string[] {
  return request.headers
    .filter(([name, value]) => !(SAFE_HEADERS.has(name) || (name === 'content-type' && SAFE_TYPES.test(value))))
    .map(([name]) => name)
}
