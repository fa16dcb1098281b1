import type { Context } from '../context.ts'
import { challengesBasic, knowsClient, refusesClient } from '../errors/client-judgement.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { methodAt } from '../options/client-auth.ts'
import type { CredentialForm } from '../options/credential-form.ts'
import type { Server } from '../server/server.ts'

/** What became of a request with the client's credentials. */
export interface Sent {
  response: HttpResponse
  /** The server refused the client, and has used nothing up. The next request carries the credentials in another form. */
  mayTryOther: boolean
}

/** Sends it once, in the form that is due. */
export type SendRequest = () => Promise<HttpResponse>

/**
 * Sends a request with the client's credentials, and once more in the other form when the server refuses the first: for one that may follow
 * at once, and asks for no tokens. What it brings is no proof that the server has looked at the credentials.
 */
export function sendAsClient(context: Context, server: Server, send: SendRequest): Promise<HttpResponse> {
  return sendInBothForms(formFor(context, server), send, false)
}

/** In which form the credentials go; undefined where there is but one. */
export function formFor({ credentialForm, settings }: Context, { metadata }: Server): CredentialForm | undefined {
  return methodAt(metadata, settings.clientAuth) === 'client_secret_basic' ? credentialForm : undefined
}

/** Sends a request in the form that is known, and once more in the other when the server refuses that. */
export async function sendInBothForms(
  form: CredentialForm | undefined,
  send: SendRequest,
  isForTokens: boolean,
): Promise<HttpResponse> {
  const { response, mayTryOther } = await sendOnce(form, send, isForTokens)
  if (!mayTryOther) return response
  const other = await sendOnce(form, send, isForTokens)
  // Where that one is the wrong one, the first was refused by something in front of the server.
  return other.mayTryOther ? response : other.response
}

/** Sends a request in the form that is known. */
export async function sendOnce(
  form: CredentialForm | undefined,
  send: SendRequest,
  isForTokens: boolean,
): Promise<Sent> {
  if (!form) return { response: await send(), mayTryOther: false }
  const sentIn = form.next()
  const response = await send()
  if (isForTokens && knowsClient(response)) form.noteKnown(sentIn)
  const challenged = challengesBasic(response) ? form.noteChallenged(sentIn) : undefined
  const verdict = refusesClient(response) ? form.noteRefused(sentIn) : challenged
  return {
    response: verdict === 'bothRefused' ? { ...response, bothFormsRefused: true } : response,
    mayTryOther: verdict === 'tryOther',
  }
}
