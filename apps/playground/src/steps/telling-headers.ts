import type { MaskedHeader } from '../wire/masked/masked-exchange.ts'

/** The headers of responses that say something about a login, and what: the first are shown first. */
const WHY: ReadonlyMap<string, string> = new Map([
  ['content-type', 'codes, tokens and errors come in JSON: a page may be that of a proxy (RFC 6749 §5.1)'],
  ['www-authenticate', 'why the API, or the server, does not accept the token or the client (RFC 6750 §3)'],
  ['retry-after', 'no request before that has passed (RFC 9110 §10.2.3)'],
  ['dpop-nonce', 'the next proof has to have it (RFC 9449 §8)'],
  ['cache-control', 'no-store: nobody on the way keeps what is secret in it (RFC 6749 §5.1)'],
  ['date', "the server's clock: an ID token is judged by it"],
  ['location', 'where the server would send the request: a secret is not sent on'],
  ['access-control-allow-origin', 'which pages may read it (CORS)'],
  ['access-control-expose-headers', 'which headers a page may read (CORS)'],
  ['access-control-allow-headers', 'which headers a page may send (CORS)'],
  ['ratelimit-remaining', 'how many more requests the server takes'],
  ['x-ratelimit-remaining', 'how many more requests the server takes'],
  ['x-ratelimit-reset', 'when it takes more'],
])

const ORDER = [...WHY.keys()]

/** A header, and a word why it matters. */
export interface TellingHeader extends MaskedHeader {
  readonly why: string
}

/** Parts headers into those that matter, the most telling first, and the others. */
export function partHeaders(headers: readonly MaskedHeader[]): { telling: TellingHeader[]; others: MaskedHeader[] } {
  const telling = headers
    .flatMap((header) => {
      const why = WHY.get(header.name.toLowerCase())
      return why === undefined ? [] : [{ ...header, why }]
    })
    .toSorted((one, other) => ORDER.indexOf(one.name.toLowerCase()) - ORDER.indexOf(other.name.toLowerCase()))
  return { telling, others: headers.filter(({ name }) => !WHY.has(name.toLowerCase())) }
}
