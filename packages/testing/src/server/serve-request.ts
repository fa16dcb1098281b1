import { createSleep } from '@device-flow/machine/clock'
import { instantOf } from '../time/instant.ts'
import type { ServerClock } from '../time/server-clock.ts'
import type { EndpointName } from './endpoints.ts'
import type { OpenRequest, RequestHeaders, RequestLog } from './request-log.ts'
import type { ResponseWriter } from './response-writer.ts'
import type { Script } from './script.ts'
import { resolveResponse } from './scripted-response.ts'
import type { ResponseContext, ScriptedResponse } from './scripted-response.ts'
import { sendResponse } from './send-response.ts'

/** A request whose headers have come, as a transport brings it. */
export interface IncomingRequest {
  readonly method: string
  readonly url: URL
  readonly headers: RequestHeaders
  /** Reads the body. */
  readBody(): Promise<string>
  /** Calls back once when the connection is closed: whether before the whole response was sent. */
  whenClosed(listener: (isEarly: boolean) => void): void
}

/** What {@link serveRequest} works with. */
export interface Serving {
  server: ResponseContext
  nameOf: (path: string) => EndpointName
  log: RequestLog
  script: Script
  clock: ServerClock
  /** Aborted when the server closes. */
  closing: AbortSignal
}

/** Records one request and does with it what the script says. Rejects when a response function throws. */
export async function serveRequest(
  { method, url, headers, readBody, whenClosed }: IncomingRequest,
  writer: ResponseWriter,
  { server, nameOf, log, script, clock, closing }: Serving,
): Promise<void> {
  const request: OpenRequest = {
    method,
    path: url.pathname,
    query: url.searchParams,
    endpoint: nameOf(url.pathname),
    headers,
    body: '',
    form: new URLSearchParams(),
    receivedAt: instantOf(clock),
    aborted: false,
  }
  log.open(request.endpoint)
  const gone = new AbortController()
  const leave = (): void => gone.abort()
  closing.addEventListener('abort', leave, { once: true })
  let cut = false
  whenClosed((isEarly) => {
    closing.removeEventListener('abort', leave)
    request.aborted = isEarly && !cut && !closing.aborted
    log.close(request)
    leave()
  })

  // The client may go away before its request is complete; the record then ends there.
  request.body = await readBody().catch(() => '')
  request.form = new URLSearchParams(request.body)
  log.add(request)

  let failure: { error: unknown } | undefined
  const response = await resolveResponse(script.next(request.endpoint), request, server).catch(
    (error: unknown): ScriptedResponse => {
      failure = { error }
      return { status: 500, body: 'The response function of the test threw' }
    },
  )
  await sendResponse(response, writer, {
    sleep: createSleep(clock),
    signal: gone.signal,
    onReply() {
      request.respondedAt = instantOf(clock)
      log.close(request)
    },
    onCut() {
      cut = true
      log.close(request)
    },
  }).catch((error: unknown) => {
    if (!gone.signal.aborted) throw error
  })
  if (failure) throw failure.error
}
