import { resolveResponse } from './scripted-response.ts'
import type { ScriptedResponse, ResponseFunction, ResponseSource } from './scripted-response.ts'

/** A page for people, as a proxy or a captive portal sends it. */
export function html(
  status: number,
  text = '<!doctype html><title>Gateway</title><h1>Something went wrong</h1>',
): ScriptedResponse {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: text }
}

/** A status and no body. */
export function empty(status: number): ScriptedResponse {
  return { status }
}

/** Asks to be left alone for a while: `after` in s, or as an HTTP date, or any nonsense. Default status 503, body empty. */
export function retryAfter(after: number | string, response: ScriptedResponse = { status: 503 }): ScriptedResponse {
  return { ...response, headers: { ...response.headers, 'retry-after': String(after) } }
}

/** The connection is reset before any byte. */
export function reset(): ScriptedResponse {
  return { reset: true }
}

/** Headers never come, or, with `body`, the second half of the body doesn't. */
export function hang(where: 'headers' | 'body' = 'headers'): ScriptedResponse {
  return where === 'body' ? { hang: 'body', body: { error: 'authorization_pending' } } : { hang: true }
}

/** The response, cut off after so many bytes of its body. */
export function truncated(bytes: number, source: ResponseSource): ResponseFunction {
  return async (request, server) => ({ ...(await resolveResponse(source, request, server)), truncate: bytes })
}

/** The response, `delayMs` later. */
export function delayed(delayMs: number, source: ResponseSource): ResponseFunction {
  return async (request, server) => ({ ...(await resolveResponse(source, request, server)), delayMs })
}

/** A JSON body of so many bytes, made while it is sent. Default 50 MB. */
export function huge(bytes = 50_000_000): ScriptedResponse {
  return { bytes }
}

/** Sends the client elsewhere. 307 and 308 ask it to repeat a POST there. Default status 302. */
export function redirect(url: string, status = 302): ScriptedResponse {
  return { redirect: url, status }
}
