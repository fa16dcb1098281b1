import { isRecord } from '@device-flow/untrusted'
import { parseBody } from '../../http/http-response.ts'
import { readBody } from '../../http/read-body.ts'
import type { Dialect } from '../provider/define-provider.ts'
import { requestKind } from './request-kind.ts'
import type { RequestKind } from './request-kind.ts'
import { translateRequest } from './translate-request.ts'
import type { RequestDialect } from './translate-request.ts'
import { translateResponse } from './translate-response.ts'
import type { ResponseDialect } from './translate-response.ts'

/** How a server speaks, where that is not RFC 8628's way. */
export interface DialectFacts extends RequestDialect, ResponseDialect {
  /** The OAuth codes of polls that are answered by their HTTP status, and without a code. */
  readonly pollStatuses?: Readonly<Record<number, string>>
}

/** Makes a `fetch` that puts requests into a server's dialect, and its responses into the words of the standards. */
export function speaking(facts: DialectFacts): Dialect {
  return (fetch) => async (address, init) => {
    if (typeof init?.body !== 'string') return fetch(address, init)
    const form = new URLSearchParams(init.body)
    const kind = requestKind(form)
    const { body, contentType } = translateRequest(form, facts)
    const response = await fetch(address, { ...init, body, headers: withType(init.headers, contentType) })
    const byStatus = kind === 'poll' ? facts.pollStatuses?.[response.status] : undefined
    return rewriteBody(response, (text) =>
      JSON.stringify(withCode(translateText(text, response, facts, kind), byStatus)),
    )
  }
}

/** What a response means, with the code that its status stands for, unless it has one itself. */
function withCode(meant: unknown, code: string | undefined): unknown {
  const members = isRecord(meant) ? meant : {}
  return code === undefined || typeof members['error'] === 'string' ? meant : { ...members, error: code }
}

/** What a response's text means; see {@link translateResponse}. Undefined for one that is neither JSON nor a form. */
export function translateText(
  text: string,
  { status, headers }: Response,
  facts: ResponseDialect,
  kind: RequestKind,
): unknown {
  return translateResponse({ status, headers, body: parseBody(text) }, facts, kind)
}

/** A response whose text is another, once it has been read to its end. One without a text stays as it is, and so does what is no JSON. */
export function rewriteBody(response: Response, rewrite: (text: string) => string | undefined): Response {
  const { body, status, statusText, headers } = response
  // A redirect that a browser hides has status 0, and no body.
  if (!body) return response
  const rewritten = new ReadableStream<Uint8Array>({
    // What breaks off, or is too large, breaks this off by the same error, which is then judged as ever.
    async start(controller) {
      const text = await readBody(response)
      controller.enqueue(new TextEncoder().encode(rewrite(text) ?? text))
      controller.close()
    },
  })
  return new Response(rewritten, { status, statusText, headers })
}

function withType(headers: HeadersInit | undefined, contentType: string): Record<string, string> {
  return { ...Object.fromEntries(new Headers(headers)), 'content-type': contentType }
}
