import type { CanaryName } from '@device-flow/testing'
import { almostJson, strangeText } from '@device-flow/untrusted/fuzz'
import * as fc from 'fast-check'

export const ISSUER = 'https://as.example'

/** A response as a server may write it, well or ill. */
export interface AnyResponse {
  status: number
  headers: Record<string, string>
  body: string
  /** The body goes on like this without end. */
  isEndless: boolean
}

const headerText = strangeText.map((text) => text.replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, '').trim())
const endOfTime = 'Fri, 31 Dec 9999 23:59:59 GMT'
const strangeHeaders = (said: string) => ({
  'content-type': ['application/json', 'text/html', `text/${said}`],
  'retry-after': ['0', '-1', '99999999999', '9'.repeat(400), endOfTime],
  date: [endOfTime, 'Thu, 01 Jan 1970 00:00:00 GMT'],
  'www-authenticate': [
    'Bearer error="invalid_token", error_description="\u009b31m"',
    `Bearer error="invalid_token", error_description="No: ${said}"`,
    'DPoP error="use_dpop_nonce"',
  ],
  location: [`https://elsewhere.example/${said}?a=${said}`, '/token'],
  'cache-control': ['no-store', 'max-age=1e999'],
  'dpop-nonce': ['n-1', said, 'x'.repeat(5_000)],
})

function header(known: string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: headerText })
}

function headers(said: string): fc.Arbitrary<Record<string, string>> {
  const texts = Object.entries(strangeHeaders(said))
  const all = Object.fromEntries(texts.map(([name, known]) => [name, header(known)]))
  return fc.record(all, { requiredKeys: [] }) as fc.Arbitrary<Record<string, string>>
}

/** What a server says that repeats these secrets of a request. */
const repeated = (names: CanaryName[]): string => names.map((name) => `$${name}`).join(' ')

/** Responses with bodies around some that are right, or with these texts, and headers that repeat what the request carried. */
export function responses(
  rights: Record<string, unknown>[],
  names: CanaryName[] = [],
  texts: string[] = [],
): fc.Arbitrary<AnyResponse> {
  return fc.record({
    status: fc.constantFrom(200, 200, 200, 201, 206, 302, 400, 400, 401, 403, 404, 418, 429, 500, 503, 599),
    headers: headers(repeated(names)),
    body: fc.oneof(...rights.map((right) => almostJson(right)), ...texts.map((text) => fc.constant(text))),
    isEndless: fc.integer({ min: 0, max: 99 }).map((percent) => percent === 0),
  })
}

/** Errors that repeat what the request carried, wherever servers have words, and pages that do. */
export function repeating(...names: CanaryName[]): fc.Arbitrary<AnyResponse> {
  const said = `No: ${repeated(names)}`
  const first = repeated(names.slice(0, 1))
  const uri = `${ISSUER}/help?said=${first}`
  return responses(
    [
      { error: 'invalid_grant', error_description: said, error_uri: uri },
      { error: 'invalid_request', message: said, hint: said, error_uri: uri },
      { title: 'No', detail: said, code: first },
      { message: said },
      { hint: said },
      { errors: [{ detail: said }], error: said },
    ],
    names,
    [`<html><head><title>${said}</title></head></html>`, `<p>${said}</p>`, said],
  )
}
