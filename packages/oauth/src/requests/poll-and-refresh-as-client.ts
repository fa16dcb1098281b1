import type { Context } from '../context.ts'
import { bringsTokens, isSilentNo } from '../errors/client-judgement.ts'
import type { HttpResponse } from '../http/http-response.ts'
import type { Server } from '../server/server.ts'
import { formFor, sendInBothForms, sendOnce } from './send-as-client.ts'
import type { SendRequest, Sent } from './send-as-client.ts'

/** Sends a poll with the client's credentials, in the form that the server takes as far as that is known. */
export function sendPollAsClient(context: Context, server: Server, send: SendRequest): Promise<Sent> {
  return sendOnce(formFor(context, server), send, true)
}

/**
 * Sends a refresh with the client's credentials, and once more in the other form when the server refuses the first. Where it says no
 * without a word, as Glewlwyd does to a client that it does not know, the other form is tried once; without tokens by it, the first
 * response counts, which may be about something else.
 */
export async function sendRefreshAsClient(context: Context, server: Server, send: SendRequest): Promise<HttpResponse> {
  const form = formFor(context, server)
  const response = await sendInBothForms(form, send, true)
  if (!form?.mayTryRaw() || !isSilentNo(response)) return response
  const other = await form.tryRaw(send)
  if (!bringsTokens(other)) return isSilentNo(other) ? { ...response, bothFormsRefused: true } : response
  form.noteKnown('raw')
  return other
}
