import { once } from 'node:events'
import { request, type IncomingMessage, type RequestOptions } from 'node:http'
import { text } from 'node:stream/consumers'
import type { AuthServer } from '../src/index.ts'

/** A response, read to its end. */
export interface VerbatimResponse {
  status: number
  headers: IncomingMessage['headers']
  body: string
}

/** A request whose path and headers are sent to the letter: `fetch` tidies paths up, and sets `Host` itself. */
export async function ask(
  { issuer }: Pick<AuthServer, 'issuer'>,
  path: string,
  { form, ...options }: RequestOptions & { form?: string } = {},
): Promise<VerbatimResponse> {
  const sent = request(issuer, { agent: false, ...options, path })
  if (form !== undefined) sent.setHeader('content-type', 'application/x-www-form-urlencoded')
  sent.end(form)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) }
}
