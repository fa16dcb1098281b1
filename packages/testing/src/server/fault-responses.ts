import { resolveAnswer } from './scripted-response.ts'
import type { Answer, AnswerFunction, AnswerSource } from './scripted-response.ts'

/** A page for people, as a proxy or a captive portal sends it. */
export function html(
  status: number,
  text = '<!doctype html><title>Gateway</title><h1>Something went wrong</h1>',
): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: text }
}

/** A status and no body. */
export function empty(status: number): Answer {
  return { status }
}

/** Asks to be left alone for a while: `after` in s, or as an HTTP date, or any nonsense. Default status 503, body empty. */
export function retryAfter(after: number | string, answer: Answer = { status: 503 }): Answer {
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(after) } }
}

/** The connection is reset before any byte. */
export function reset(): Answer {
  return { reset: true }
}

/** Headers never come, or, with `body`, the second half of the body doesn't. */
export function hang(where: 'headers' | 'body' = 'headers'): Answer {
  return where === 'body' ? { hang: 'body', body: { error: 'authorization_pending' } } : { hang: true }
}

/** The answer, cut off after so many bytes of its body. */
export function truncated(bytes: number, source: AnswerSource): AnswerFunction {
  return async (request, server) => ({ ...(await resolveAnswer(source, request, server)), truncate: bytes })
}

/** The answer, `delayMs` later. */
export function delayed(delayMs: number, source: AnswerSource): AnswerFunction {
  return async (request, server) => ({ ...(await resolveAnswer(source, request, server)), delayMs })
}

/** A JSON body of so many bytes, made while it is sent. Default 50 MB. */
export function huge(bytes = 50_000_000): Answer {
  return { bytes }
}

/** Sends the client elsewhere. 307 and 308 ask it to repeat a POST there. Default status 302. */
export function redirect(url: string, status = 302): Answer {
  return { redirect: url, status }
}
