import { isRecord } from '@device-flow/untrusted'
import type { Arrival } from './arrival.ts'
import { isNestedTooDeeply } from './json-depth.ts'
import { parseJson } from './parse-json.ts'

/** An HTTP response that has been read to its end; it arrived when its body was complete. */
export interface HttpResponse extends Arrival {
  /** What was asked, for messages: `token endpoint`. */
  endpoint: string
  status: number
  headers: Headers
  text: string
  /** What the text says: JSON; otherwise an object from form encoding; otherwise `undefined`. */
  body: unknown
  /** When the request was sent, if it may have changed something at the server (a POST): wall clock, ms since the epoch. */
  sentAt: number | undefined
  /** How long it took from the sending of the request, ms by the monotonic clock. */
  durationMs: number
  /** The secrets that the request carried, and those in the response itself; see `redact`. */
  secrets: () => readonly string[]
  /** The server refused the client with its credentials form-encoded, and with them as they are. */
  bothFormsRefused?: boolean
}

// Only what could be a form, so that a page of HTML or a line of text is not taken for one.
const FORM = /^[\w.%-]+=[^\s<>{}]*$/

/**
 * Understands a body by what it is, not by what it is called: servers mislabel JSON, and some answer in form encoding.
 */
export function parseBody(text: string): unknown {
  const body = parseJson(text)
  if (body !== undefined) return isNestedTooDeeply(body) ? withoutDepths(body) : body
  const form = text.trim()
  return FORM.test(form) ? Object.fromEntries(new URLSearchParams(form)) : undefined
}

/** In place of what is nested too deeply. Not empty: an `error` that is may mean none. */
const TOO_DEEP = { tooDeep: {} }

/** JSON with a stand-in for what is nested too deeply: like that, a member is of no use to anyone, and named where it is needed. */
function withoutDepths(body: unknown): object {
  if (!isRecord(body)) return []
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, isNestedTooDeeply(value) ? TOO_DEEP : value]),
  )
}

/** The members of a response, when it is an object. */
export function membersOf(response: HttpResponse): Record<string, unknown> | undefined {
  return isRecord(response.body) ? response.body : undefined
}

/**
 * From when the lives count that a response tells: wall clock, ms since the epoch. The server's count began before the response arrived;
 * from the sending, ours can only end too early. By the duration: the wall clock may have been set meanwhile.
 */
export function livesCountFrom({ receivedAt, durationMs }: HttpResponse): number {
  return receivedAt - durationMs
}

/**
 * A fresh response for oauth4webapi to judge: what the server meant, in the words of the standard. Its `json()` gives the
 * body as it is: one that is written as text, to be parsed again at once, takes as long as a whole poll.
 */
export function asJsonResponse(body: unknown): Response {
  const response = new Response(null, { headers: { 'content-type': 'application/json' } })
  return Object.assign(response, { json: async () => body })
}
