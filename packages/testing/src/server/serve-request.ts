import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { answerPages } from './cors.ts'
import { resolveResponse } from './scripted-response.ts'
import type { ScriptedResponse, ResponseContext } from './scripted-response.ts'
import type { EndpointName } from './endpoints.ts'
import { instant } from './request-log.ts'
import type { OpenRequest, RequestLog } from './request-log.ts'
import type { Script } from './script.ts'
import { sendResponse } from './send-response.ts'

/** What {@link serveRequest} works with. */
export interface Serving {
  server: ResponseContext
  nameOf: (path: string) => EndpointName
  log: RequestLog
  script: Script
  /** Whether pages of other origins may read responses. */
  cors: boolean
  /** Aborted when the server closes. */
  signal: AbortSignal
}

/** Records one request and does with it what the script says. Rejects when a response function throws. */
export async function serveRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  serving: Serving,
): Promise<void> {
  const { log, script, server, nameOf, signal } = serving
  if (serving.cors && answerPages(incoming, outgoing)) return
  const { pathname, searchParams } = new URL(incoming.url ?? '/', server.origin)
  const request: OpenRequest = {
    method: incoming.method ?? '',
    path: pathname,
    query: searchParams,
    endpoint: nameOf(pathname),
    headers: incoming.headers,
    body: '',
    form: new URLSearchParams(),
    receivedAt: instant(),
    aborted: false,
  }
  log.open(request.endpoint)
  const gone = new AbortController()
  let cut = false
  outgoing.once('close', () => {
    request.aborted = !outgoing.writableFinished && !cut && !signal.aborted
    log.close(request)
    gone.abort()
  })

  // The client may go away before its request is complete; the record then ends there.
  request.body = await text(incoming).catch(() => '')
  request.form = new URLSearchParams(request.body)
  log.add(request)

  let failure: { error: unknown } | undefined
  const response = await resolveResponse(script.next(request.endpoint), request, server).catch(
    (error: unknown): ScriptedResponse => {
      failure = { error }
      return { status: 500, body: 'The response function of the test threw' }
    },
  )
  await sendResponse(response, outgoing, {
    signal: AbortSignal.any([gone.signal, signal]),
    onReply() {
      request.respondedAt = instant()
      log.close(request)
    },
    onCut() {
      cut = true
      log.close(request)
    },
  }).catch((error: unknown) => {
    if (!gone.signal.aborted && !signal.aborted) throw error
  })
  if (failure) throw failure.error
}
