import type { FetchCall } from './fetch-call.ts'

const SIMPLE_METHODS = new Set(['GET', 'HEAD', 'POST'])
const SIMPLE_HEADERS = new Set(['accept', 'accept-language', 'content-language'])
const SIMPLE_TYPES = /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i

/** Whether this page, if it is one, is of another origin: a browser then asks the server who may read its responses (CORS). */
export function isOtherOrigin(origin: string): boolean {
  return globalThis.location?.origin !== origin
}

/**
 * Whether a browser asks before it sends this to another origin. If not, the server has carried it out by the time the page is denied the
 * response: a poll of a device login, or a refresh, is such a request.
 *
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
export function needsPreflight({ method, headers }: FetchCall): boolean {
  return !SIMPLE_METHODS.has(method) || ![...headers].every(isSimple)
}

function isSimple([name, value]: [string, string]): boolean {
  return SIMPLE_HEADERS.has(name) || (name === 'content-type' && SIMPLE_TYPES.test(value))
}
