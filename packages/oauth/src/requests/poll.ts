import {
  LATE_POLL_REFUSALS,
  LOST_ANSWER_POLL_REFUSALS,
  POLL_REFUSALS,
  UNPROVEN_POLL_REFUSALS,
} from '@device-flow/error-codes'
import { codeTimeLeft, DeviceFlowError, isCodeExpired, TransientFault } from '@device-flow/machine'
import type { DeviceAuthorization, PollOutcome, ServiceCall } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'
import * as oauth from 'oauth4webapi'
import type { Context } from '../context.ts'
import { explainedRefusal } from '../errors/explain-refusal.ts'
import { formRefusal } from '../errors/form-refusal.ts'
import { hasCode } from '../errors/oauth-error.ts'
import type { OAuthError } from '../errors/oauth-error.ts'
import { isOfWrongAddress, wrongTokenEndpoint } from '../errors/wrong-token-endpoint.ts'
import { invalidResponseFault } from '../errors/transient-fault.ts'
import { arrivalOf, arrivedAt } from '../http/arrival.ts'
import type { Arrival } from '../http/arrival.ts'
import { membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { positiveSeconds } from '../http/positive-seconds.ts'
import { RedirectFault } from '../http/redirects.ts'
import { retryAfterMs } from '../http/retry-after.ts'
import type { PendingLogin } from '../pending-logins.ts'
import { isPendingAtFirst } from '../profiles/codes.ts'
import { isEndpointGone, isHostUnreachable } from '../errors/endpoint-gone.ts'
import { keptServer } from '../server/kept-server.ts'
import { movedServer } from '../server/moved-endpoint.ts'
import type { Server } from '../server/server.ts'
import { deadCode } from './dead-code.ts'
import { adviceAfterLongWait } from './long-wait.ts'
import { commonParameters } from './parameters.ts'
import { pollError } from './repeated-refusal.ts'
import { asksHowSignedIn, loadSignInJudge } from './requested-sign-in.ts'
import { sendPollAsClient } from './poll-and-refresh-as-client.ts'
import { takeTokens } from './take-tokens.ts'

// A poll at the deadline still needs time to be answered: what arrives just after it counts (C6).
const MIN_TIMEOUT_MS = 5000
const GRACE_MS = 2500

/** So often in a row a token endpoint has to lead elsewhere before it is believed. */
const BELIEVED_REDIRECTS = 2

/** One poll of a login. */
interface Poll {
  context: Context
  server: Server
  authorization: DeviceAuthorization
  login: PendingLogin
  call: ServiceCall
}

/**
 * Asks once for tokens (RFC 8628 §3.4). Rejects with a `TransientFault` or with the signal's reason; all else is an
 * outcome.
 */
export async function pollToken(
  context: Context,
  authorization: DeviceAuthorization,
  login: PendingLogin,
  call: ServiceCall,
): Promise<PollOutcome> {
  context.credentialForm?.takeUp(authorization)
  try {
    const server =
      context.knownServer.known(login.openid === 'asked') ??
      (await serverFor(context, authorization, login, call.signal))
    const poll = { context, server, authorization, login, call }
    // Before it leaves: what cannot be loaded once the tokens are here would cost them.
    const judge = asksHowSignedIn(login) ? await loadSignInJudge(context) : undefined
    login.polls += 1
    login.answerLost ||= call.wasAnswerLost === true
    const { response, mayTryOther } = await sendPollAsClient(context, server, () => sendPoll(poll))
    // Not at once: that would be an early poll (RFC 8628 §3.5). The next one carries the client's credentials in the other form.
    if (mayTryOther) return { type: 'pending', ...receivedWith(response) }
    login.redirects = 0
    // An endpoint that has taken a form goes on taking it: that is of something in front of it.
    const refused = login.wasAnswered || login.isTakenUp ? undefined : formRefusal(response)
    if (refused) throw refused
    const error = pollError(response, login)
    login.wasAnswered = true
    return error ? outcomeOf(poll, response, error) : await takeGrant(poll, response, judge)
  } catch (error) {
    if (error instanceof DeviceFlowError) return { type: 'ended', error }
    login.answerLost ||= error instanceof TransientFault && Boolean(error.mayBeSuccess)
    throw error
  }
}

/**
 * The server for a login that another process has begun: by what that one knew, so that the code is polled at once. No
 * metadata, or one that cannot be used now, says nothing of a code that this server has given: the next poll reads it again.
 */
async function serverFor(
  { knownServer, settings }: Context,
  authorization: DeviceAuthorization,
  login: PendingLogin,
  signal: AbortSignal,
): Promise<Server> {
  try {
    login.server ??= await keptServer(settings.server, authorization.server)
    return login.server ?? (await knownServer.get(signal, login.openid === 'asked'))
  } catch (error) {
    if (!(error instanceof DeviceFlowError)) throw error
    const { message, status } = error
    throw new TransientFault('invalidResponse', message, { ...arrivedAt(settings.clock), status })
  }
}

async function sendPoll({ context, server, authorization, login, call: { signal } }: Poll): Promise<HttpResponse> {
  const { knownServer, settings } = context
  const longestMs = codeTimeLeft(authorization, arrivedAt(settings.clock)) + GRACE_MS
  // Written so that NaN makes it the least.
  const untilDeadMs = longestMs > MIN_TIMEOUT_MS ? longestMs : MIN_TIMEOUT_MS
  const { timeoutsMs } = settings
  // A dead connection is noticed soon; of a slow server, or network, the answer is waited for longer the next time.
  const { timeouts = 0 } = login
  const limitMs = timeoutsMs[Math.min(timeouts, timeoutsMs.length - 1)]!
  const isLastMoment = untilDeadMs < limitMs
  const timeoutMs = isLastMoment ? untilDeadMs : limitMs
  const parameters = commonParameters(settings)
  if (settings.profile?.repeatsScope && login.scope) parameters.set('scope', login.scope)
  const endpoint = { server, endpoint: 'token_endpoint', readings: login.readings, signal } as const
  // Polls come by the dozen: metadata that cannot be read is not asked for at each.
  const isMoved = async (): Promise<boolean> =>
    knownServer.mayTryAgain() && (await movedServer(knownServer, endpoint)) !== undefined
  let response
  try {
    response = await context.send(
      { server, endpoint: 'token endpoint', parameters, timeoutMs, isLastMoment, signal },
      ({ client, options }) => oauth.deviceCodeGrantRequest(...client, authorization.deviceCode.reveal(), options),
    )
  } catch (error) {
    if (isHostUnreachable(error)) await isMoved()
    if (error instanceof RedirectFault) noteRedirect(error, server, login)
    if (error instanceof TransientFault && error.reason === 'timeout') login.timeouts = timeouts + 1
    throw error
  }
  // One that needed the longer time will need it again.
  if (response.durationMs < timeoutsMs[0]!) login.timeouts = 0
  // Not sent there at once: that would be an early poll (RFC 8628 §3.5). The next one goes to the new address.
  if (isEndpointGone(response) && (await isMoved())) throw invalidResponseFault(response)
  return response
}

/** Takes note of a redirect before the first answer. Throws a `DeviceFlowError` once it is clear that the address is wrong. */
function noteRedirect(fault: RedirectFault, { metadata }: Server, login: PendingLogin): void {
  if (login.wasAnswered || !isOfWrongAddress(fault, metadata.token_endpoint)) return
  login.redirects = (login.redirects ?? 0) + 1
  if (login.redirects >= BELIEVED_REDIRECTS) throw wrongTokenEndpoint(fault)
}

async function takeGrant(
  { context, server, authorization, login, call }: Poll,
  response: HttpResponse,
  judge: Awaited<ReturnType<typeof loadSignInJudge>> | undefined,
): Promise<PollOutcome> {
  const { scope, openid, readings } = login
  const acceptance = { judge: oauth.processDeviceCodeResponse, openid, readings, authorization, ...call }
  const tokens = await takeTokens(context, server, response, acceptance, ({ claims }) =>
    judge?.(login.parameters, claims, { authorization, response }),
  )
  // RFC 6749 §5.1: no scope in the response means the one asked for.
  return { type: 'granted', tokens: scope ? { scope, ...tokens } : tokens }
}

/** When a response arrived, and for how long it asks to be left alone. */
function receivedWith(response: HttpResponse): Arrival & { retryAfterMs?: number } {
  const retryAfter = retryAfterMs(response.headers, response.receivedAt)
  return { ...arrivalOf(response), ...(retryAfter !== undefined && { retryAfterMs: retryAfter }) }
}

/** What an OAuth error means for a login that is polling (RFC 8628 §3.5). */
function outcomeOf(
  { context, server, authorization, login }: Poll,
  response: HttpResponse,
  error: OAuthError,
): PollOutcome | Promise<PollOutcome> {
  const received = receivedWith(response)
  const { settings } = context
  const at = { provider: settings.profile?.name, tokenEndpoint: server.metadata.token_endpoint }
  const tooEarly = isPendingAtFirst(error.code, login.polls, at)
  if (tooEarly || hasCode(error, 'authorization_pending')) {
    login.answerLost = false
    const dead = tooEarly ? undefined : deadCode(authorization, login, response, error.code)
    if (dead) return { type: 'ended', error: dead }
    const advice = adviceAfterLongWait(context, server, { authorization, login, arrival: received })
    return { type: 'pending', ...received, ...(advice && { advice }) }
  }
  if (hasCode(error, 'slow_down')) {
    login.answerLost = false
    const dead = deadCode(authorization, login, response, error.code)
    if (dead) return { type: 'ended', error: dead }
    const { interval, error: nested } = membersOf(response) ?? {}
    const seconds = positiveSeconds(interval ?? (isRecord(nested) ? nested.interval : undefined))
    return { type: 'slowDown', ...received, ...(seconds && { intervalMs: seconds * 1000 }) }
  }
  const isUnproven = server.metadata.dpop_signing_alg_values_supported && !settings.dpop && login.polls === 1
  const firstOrLater = isUnproven ? UNPROVEN_POLL_REFUSALS : POLL_REFUSALS
  const inTime = login.answerLost ? LOST_ANSWER_POLL_REFUSALS : firstOrLater
  const overrides = isCodeExpired(authorization, response) ? LATE_POLL_REFUSALS : inTime
  return explainedRefusal(response, error, { settings, metadata: server.metadata, overrides, asked: login }).then(
    (ended) => ({ type: 'ended', error: ended }),
  )
}
