import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { DeviceAuthorization, PollOutcome, ServiceCall } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import type { Context } from '../context.ts'
import { formRefusal } from '../errors/form-refusal.ts'
import { arrivedAt } from '../http/arrival.ts'
import type { HttpResponse } from '../http/http-response.ts'
import type { PendingLogin } from '../pending-logins.ts'
import { keptServer } from '../server/kept-server.ts'
import type { Server } from '../server/server.ts'
import { sendPollAsClient } from './poll-and-refresh-as-client.ts'
import { outcomeOf, receivedWith } from './poll-outcome.ts'
import { pollError } from './repeated-refusal.ts'
import { asksHowSignedIn, loadSignInJudge } from './requested-sign-in.ts'
import { revokeReceived } from './revoke.ts'
import { sendPoll } from './send-poll.ts'
import type { Poll } from './send-poll.ts'
import { takeTokens } from './take-tokens.ts'

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
  if (isBoundElsewhere(authorization)) return { type: 'ended', error: noBinding() }
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
    login.wasPending ||= call.isCodeKnown === true
    const { response, mayTryOther } = await sendPollAsClient(context, server, () => sendPoll(poll))
    // Not at once: that would be an early poll (RFC 8628 §3.5). The next one carries the client's credentials in the other form.
    if (mayTryOther) return { type: 'pending', ...receivedWith(response) }
    login.redirects = 0
    // An endpoint that has taken a form goes on taking it: that is of something in front of it.
    const refused = login.wasAnswered || login.isTakenUp ? undefined : formRefusal(response)
    if (refused) throw refused
    const error = await revokingReceived(poll, response, () => pollError(response, login))
    login.wasAnswered = true
    if (!error) return await takeGrant(poll, response, judge)
    const outcome = await outcomeOf(poll, response, error)
    if (outcome.type === 'ended') await revokeReceived(context, server, response)
    return outcome
  } catch (error) {
    if (error instanceof DeviceFlowError) return { type: 'ended', error }
    login.answerLost ||= error instanceof TransientFault && Boolean(error.mayBeSuccess)
    throw error
  }
}

/** The verdict of `judge` on a response. Where it throws a `DeviceFlowError`, tokens that came all the same are revoked. */
async function revokingReceived<Verdict>(
  { context, server }: Poll,
  response: HttpResponse,
  judge: () => Verdict,
): Promise<Verdict> {
  try {
    return judge()
  } catch (error) {
    if (error instanceof DeviceFlowError) await revokeReceived(context, server, response)
    throw error
  }
}

/** Whether a code is one that `createLoginBinding` has joined with a verifier: sent as it is, that would go out, for nothing. */
function isBoundElsewhere({ deviceCode }: DeviceAuthorization): boolean {
  return deviceCode.reveal().startsWith('{"device_code":')
}

function noBinding(): DeviceFlowError {
  return new DeviceFlowError(
    'unsupported',
    'This login was begun with the option loginBinding, which these services do not have. Give them the same one, and start again.',
  )
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
