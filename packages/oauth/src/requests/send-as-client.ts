import type { Context } from '../context.ts'
import { judgementOfClient } from '../errors/client-judgement.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { usesBasic } from '../options/client-auth.ts'
import type { Server } from '../server/server.ts'

/** What became of a request with the client's credentials. */
interface Sent {
  response: HttpResponse
  /** The server refused the client, and has used nothing up. The next request carries the credentials in another form. */
  mayTryOther: boolean
}

/** Sends a request with the client's credentials, in the form that the server takes as far as that is known. */
export async function sendOnceAsClient(
  { credentialForm, settings }: Context,
  { metadata }: Server,
  send: () => Promise<HttpResponse>,
): Promise<Sent> {
  const wasRaw = credentialForm?.isRaw()
  const response = await send()
  if (wasRaw === undefined || !usesBasic(settings.clientAuth, metadata)) return { response, mayTryOther: false }
  const judgement = judgementOfClient(response)
  const verdict = judgement && credentialForm?.note(wasRaw, judgement)
  return {
    response: verdict === 'bothRefused' ? { ...response, bothFormsRefused: true } : response,
    mayTryOther: verdict === 'tryOther',
  }
}

/** The same, and once more in the other form when the server refuses the first: for a request that may follow at once. */
export async function sendAsClient(
  context: Context,
  server: Server,
  send: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const { response, mayTryOther } = await sendOnceAsClient(context, server, send)
  return mayTryOther ? (await sendOnceAsClient(context, server, send)).response : response
}
