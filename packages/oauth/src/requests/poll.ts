import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceAuthorization, PollOutcome } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'
import * as oauth from 'oauth4webapi'
import type { Context } from '../context.ts'
import type { OAuthError } from '../errors/oauth-error.ts'
import { CODE_EXPIRED, CODE_UNKNOWN, refusal } from '../errors/refusal.ts'
import { invalidResponseFault } from '../errors/transient-fault.ts'
import { arrivalOf, arrivedAt } from '../http/arrival.ts'
import { membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { intervalSeconds } from '../http/positive-seconds.ts'
import { retryAfterMs } from '../http/retry-after.ts'
import type { PendingLogin } from '../pending-logins.ts'
import { isPendingAtFirst } from '../profiles/codes.ts'
import { isEndpointGone, isHostUnreachable } from '../server/endpoint-gone.ts'
import { movedServer } from '../server/moved-endpoint.ts'
import type { Server } from '../server/server.ts'
import { acceptTokens } from '../tokens/accept-tokens.ts'
import { tokenEndpointError } from '../tokens/token-response.ts'
import { codeTimeLeftMs, isCodeExpired } from './code-life.ts'
import { commonParameters } from './parameters.ts'
import { revokeReceived } from './revoke.ts'

// A poll at the deadline still needs time to be answered: what arrives just after it counts (C6).
const MIN_TIMEOUT_MS = 5000

/** Asks once for tokens (RFC 8628 §3.4). Rejects with a `TransientFault` or with the signal's reason; all else is an outcome. */
export async function pollToken(
  context: Context,
  authorization: DeviceAuthorization,
  login: PendingLogin,
  signal: AbortSignal,
): Promise<PollOutcome> {
  login.readings ??= context.knownServer.readings
  try {
    const server = await context.server(signal)
    login.polls += 1
    const response = await sendPoll(context, server, { authorization, readings: login.readings, signal })
    const error = tokenEndpointError(response)
    if (error) return outcomeOf(error, response, { server, authorization, polls: login.polls })
    return await takeGrant(context, server, response, { login, readings: login.readings, signal })
  } catch (error) {
    if (error instanceof DeviceFlowError) return { type: 'ended', error }
    throw error
  }
}

async function sendPoll(
  context: Context,
  server: Server,
  call: { authorization: DeviceAuthorization; readings: number; signal: AbortSignal },
): Promise<HttpResponse> {
  const { knownServer, settings } = context
  const { authorization, readings, signal } = call
  const leftMs = codeTimeLeftMs(authorization, arrivedAt(settings.clock))
  // Written so that NaN makes it the least.
  const longestMs = leftMs > MIN_TIMEOUT_MS ? leftMs : MIN_TIMEOUT_MS
  const timeoutMs = Math.min(settings.requestTimeoutMs, longestMs)
  const endpoint = { server, endpoint: 'token_endpoint', readings, signal } as const
  const response = await context
    .send(
      { server, endpoint: 'token endpoint', parameters: commonParameters(settings), timeoutMs, signal },
      ({ client, options }) => oauth.deviceCodeGrantRequest(...client, authorization.deviceCode.reveal(), options),
    )
    .catch(async (error: unknown) => {
      if (isHostUnreachable(error)) await movedServer(knownServer, endpoint)
      throw error
    })
  // Not sent there at once: that would be an early poll (RFC 8628 §3.5). The next one goes to the new address.
  if (isEndpointGone(response) && (await movedServer(knownServer, endpoint))) throw invalidResponseFault(response)
  return response
}

async function takeGrant(
  context: Context,
  server: Server,
  response: HttpResponse,
  { login, readings, signal }: { login: PendingLogin; readings: number; signal: AbortSignal },
): Promise<PollOutcome> {
  const judge = oauth.processDeviceCodeResponse
  try {
    const tokens = await acceptTokens(context, server, response, { judge, openid: login.openid, readings, signal })
    // RFC 6749 §5.1: no scope in the response means the one asked for.
    return { type: 'granted', tokens: login.scope ? { scope: login.scope, ...tokens } : tokens }
  } catch (rejection) {
    await revokeReceived(context, server, response)
    throw rejection
  }
}

/** What an OAuth error means for a login that is polling (RFC 8628 §3.5). */
function outcomeOf(
  error: OAuthError,
  response: HttpResponse,
  { server, authorization, polls }: { server: Server; authorization: DeviceAuthorization; polls: number },
): PollOutcome {
  const retryAfter = retryAfterMs(response.headers, response.receivedAt)
  const politeness = { ...arrivalOf(response), ...(retryAfter !== undefined && { retryAfterMs: retryAfter }) }
  if (error.code === 'authorization_pending' || isPendingAtFirst(error.code, server.metadata.token_endpoint, polls)) {
    return { type: 'pending', ...politeness }
  }
  if (error.code === 'slow_down') {
    const { interval, error: nested } = membersOf(response) ?? {}
    const seconds = intervalSeconds(interval ?? (isRecord(nested) ? nested.interval : undefined))
    return { type: 'slowDown', ...politeness, ...(seconds && { intervalMs: seconds * 1000 }) }
  }
  // Auth0 and Keycloak say expired_token once, or for a while, and then no longer know the code.
  const unknown = isCodeExpired(authorization, response) ? CODE_EXPIRED : CODE_UNKNOWN
  return { type: 'ended', error: refusal(response, error, new Map([['invalid_grant', unknown]])) }
}
