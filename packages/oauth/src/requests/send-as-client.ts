import type { Context } from '../context.ts'
import { bringsTokens, isSilentNo, knowsClient, refusesClient } from '../errors/client-judgement.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { usesBasic } from '../options/client-auth.ts'
import type { CredentialForm } from '../options/credential-form.ts'
import type { Server } from '../server/server.ts'

/** What became of a request with the client's credentials. */
interface Sent {
  response: HttpResponse
  /** The server refused the client, and has used nothing up. The next request carries the credentials in another form. */
  mayTryOther: boolean
}

type SendRequest = () => Promise<HttpResponse>

/** Sends a poll with the client's credentials, in the form that the server takes as far as that is known. */
export function sendPollAsClient(context: Context, server: Server, send: SendRequest): Promise<Sent> {
  return sendOnce(formFor(context, server), send, true)
}

/**
 * Sends a request with the client's credentials, and once more in the other form when the server refuses the first: for one that may follow
 * at once, and asks for no tokens. What it brings is no proof that the server has looked at the credentials.
 */
export function sendAsClient(context: Context, server: Server, send: SendRequest): Promise<HttpResponse> {
  return sendInBothForms(formFor(context, server), send, false)
}

/**
 * The same for a refresh. Where the server says no without a word, as Glewlwyd does to a client that it does not know, the other form is
 * tried once; without tokens by it, the first response counts, which may be about something else.
 */
export async function sendRefreshAsClient(context: Context, server: Server, send: SendRequest): Promise<HttpResponse> {
  const form = formFor(context, server)
  const response = await sendInBothForms(form, send, true)
  if (!form?.mayTryRaw() || !isSilentNo(response)) return response
  const other = await form.tryRaw(send)
  if (!bringsTokens(other)) return isSilentNo(other) ? { ...response, bothFormsRefused: true } : response
  form.noteKnown(true)
  return other
}

function formFor({ credentialForm, settings }: Context, { metadata }: Server): CredentialForm | undefined {
  return usesBasic(settings.clientAuth, metadata) ? credentialForm : undefined
}

async function sendInBothForms(
  form: CredentialForm | undefined,
  send: SendRequest,
  isForTokens: boolean,
): Promise<HttpResponse> {
  const { response, mayTryOther } = await sendOnce(form, send, isForTokens)
  return mayTryOther ? (await sendOnce(form, send, isForTokens)).response : response
}

async function sendOnce(form: CredentialForm | undefined, send: SendRequest, isForTokens: boolean): Promise<Sent> {
  const wasRaw = form?.isRaw() ?? false
  const response = await send()
  if (!form) return { response, mayTryOther: false }
  if (isForTokens && knowsClient(response)) form.noteKnown(wasRaw)
  const verdict = refusesClient(response) ? form.noteRefused(wasRaw) : undefined
  return {
    response: verdict === 'bothRefused' ? { ...response, bothFormsRefused: true } : response,
    mayTryOther: verdict === 'tryOther',
  }
}
