import { codeTimeLeft, TransientFault } from '@device-flow/machine'
import type { DeviceAuthorization, ServiceCall } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import type { Context } from '../context.ts'
import { isEndpointGone } from '../errors/endpoint-gone.ts'
import type { Reply } from '../errors/endpoint-gone.ts'
import { invalidResponseFault } from '../errors/transient-fault.ts'
import { isOfWrongAddress, wrongTokenEndpoint } from '../errors/wrong-token-endpoint.ts'
import { arrivedAt } from '../http/arrival.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { RedirectFault } from '../http/redirects.ts'
import type { PendingLogin } from '../pending-logins.ts'
import type { EndpointRequest } from '../send.ts'
import { movedServerAfter } from '../server/moved-endpoint.ts'
import type { Server } from '../server/server.ts'
import { commonParameters } from './parameters.ts'

// A poll at the deadline still needs time to be answered: what arrives just after it counts (C6).
const MIN_TIMEOUT_MS = 5000
const GRACE_MS = 2500

/** So often in a row a token endpoint has to lead elsewhere before it is believed. */
const BELIEVED_REDIRECTS = 2

/** One poll of a login. */
export interface Poll {
  context: Context
  server: Server
  authorization: DeviceAuthorization
  login: PendingLogin
  call: ServiceCall
}

/**
 * Sends a poll, and takes note of what the next one has to know: where the endpoint is, and how long it may take. Rejects with a
 * `TransientFault`, and with a `DeviceFlowError` once it is clear that the address is wrong.
 */
export async function sendPoll(poll: Poll): Promise<HttpResponse> {
  const { context, server, authorization, login, call } = poll
  const { knownServer, settings } = context
  const { signal } = call
  const parameters = commonParameters(settings)
  if (settings.profile?.repeatsScope && login.scope) parameters.set('scope', login.scope)
  const endpoint = {
    server,
    endpoint: 'token_endpoint',
    isOfPoll: true,
    readings: login.readings,
    signal,
  } as const
  const isMoved = async (reply: Reply): Promise<boolean> => {
    const { readings } = knownServer
    const moved = await movedServerAfter(knownServer, endpoint, reply)
    // What was read for an earlier fault is too old for the next.
    if (knownServer.readings !== readings) login.readings = knownServer.readings
    return moved !== undefined
  }
  let response
  try {
    response = await context.send(
      { server, endpoint: 'token endpoint', parameters, signal, ...timeFor(poll) },
      ({ client, options }) => oauth.deviceCodeGrantRequest(...client, authorization.deviceCode.reveal(), options),
    )
  } catch (error) {
    const isElsewhere = await isMoved({ error })
    // The metadata of today still names it; or there is none, and the app does.
    const isNamed = !isElsewhere && (knownServer.isUpToDate || server.problem !== undefined)
    if (error instanceof RedirectFault && isNamed) noteRedirect(error, server, login)
    if (error instanceof TransientFault && error.reason === 'timeout') login.timeouts = (login.timeouts ?? 0) + 1
    throw error
  }
  // One that needed the longer time will need it again.
  if (response.durationMs < settings.pollTimeoutsMs[0]!) login.timeouts = 0
  // Not sent there at once: that would be an early poll (RFC 8628 §3.5). The next one goes to the new address.
  if ((await isMoved({ response })) && isEndpointGone(response)) throw invalidResponseFault(response)
  return response
}

/** How long a poll may take: what its code has left, at most. */
function timeFor({
  context,
  authorization,
  login,
}: Poll): Required<Pick<EndpointRequest, 'timeoutMs' | 'longestMs' | 'isLastMoment'>> {
  const { clock, pollTimeoutsMs, longestPollMs } = context.settings
  const longestMs = codeTimeLeft(authorization, arrivedAt(clock)) + GRACE_MS
  // Written so that NaN makes it the least.
  const untilDeadMs = longestMs > MIN_TIMEOUT_MS ? longestMs : MIN_TIMEOUT_MS
  // A dead connection is noticed soon; of a slow server, or network, the answer is waited for longer the next time.
  const limitMs = pollTimeoutsMs[(login.timeouts ?? 0) % pollTimeoutsMs.length]!
  return {
    timeoutMs: Math.min(untilDeadMs, limitMs),
    longestMs: Math.min(untilDeadMs, longestPollMs),
    isLastMoment: untilDeadMs < limitMs,
  }
}

/** Takes note of a redirect before the first answer. Throws a `DeviceFlowError` once it is clear that the address is wrong. */
function noteRedirect(fault: RedirectFault, { metadata }: Server, login: PendingLogin): void {
  if (login.wasAnswered || !isOfWrongAddress(fault, metadata.token_endpoint)) return
  login.redirects = (login.redirects ?? 0) + 1
  if (login.redirects >= BELIEVED_REDIRECTS) throw wrongTokenEndpoint(fault)
}
