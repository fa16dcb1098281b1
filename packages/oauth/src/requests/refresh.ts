import { isKnownCode, REFRESH_REFUSALS } from '@device-flow/error-codes'
import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { RefreshCall, RefreshOutcome, Secret, TokenSet } from '@device-flow/machine'
import { withDeadline } from '@device-flow/untrusted'
import * as oauth from 'oauth4webapi'
import type { Context } from '../context.ts'
import { explainedRefusal } from '../errors/explain-refusal.ts'
import { hasCode } from '../errors/oauth-error.ts'
import type { OAuthError } from '../errors/oauth-error.ts'
import { rateLimitFault } from '../errors/transient-fault.ts'
import { arrivedAt } from '../http/arrival.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { timeoutFault } from '../http/timeout-fault.ts'
import { hasOpenId } from '../options/openid-scope.ts'
import type { OpenIdRequest } from '../options/openid-scope.ts'
import { alsoMasking } from '../redaction/redact.ts'
import { sendEvenIfMoved } from '../server/moved-endpoint.ts'
import type { Server } from '../server/server.ts'
import { tokenEndpointError } from '../tokens/token-response.ts'
import { refreshParameters } from './parameters.ts'
import { unexplainedRefusalFault } from './refresh-unexplained-refusal.ts'
import { sendRefreshAsClient } from './poll-and-refresh-as-client.ts'
import { takeTokens } from './take-tokens.ts'
import { unusableRefreshFault } from './unusable-refresh.ts'

// A refresh that is given up may have used up the refresh token, so a server that is merely slow is waited for (R5).
const MIN_LIMIT_MS = 30_000
// Of it, the least that is left to the refresh itself when the metadata is slow.
const MIN_SEND_MS = 5000

/**
 * Renews the access token (RFC 6749 §6). What the response leaves out, the chart keeps from the tokens before. Rejects
 * with a `TransientFault`; all else is an outcome.
 */
export async function refreshTokens(context: Context, tokens: TokenSet, call?: RefreshCall): Promise<RefreshOutcome> {
  const { refreshToken } = tokens
  const { clock } = context.settings
  if (!refreshToken) {
    const message = 'There is no refresh token. Sign in again.'
    return { type: 'refused', error: new DeviceFlowError('signedOut', message), receivedAt: clock.now() }
  }
  context.credentialForm?.takeUp(tokens)
  try {
    const { readings } = context.knownServer
    const openid = openIdRequest(tokens, context.settings.scope)
    const { response: received, server } = await sendRefresh(context, { refreshToken, openid, readings, call })
    const response = alsoMasking(received, { access_token: tokens.accessToken.reveal() })
    const error = refreshError(response, refreshToken)
    if (hasCode(error, 'slow_down')) throw rateLimitFault(response)
    const { receivedAt } = response
    if (error) {
      const request = { settings: context.settings, metadata: server.metadata, overrides: REFRESH_REFUSALS }
      const refused = await explainedRefusal(response, error, request)
      if (refused.reason === 'refused' && saysNothingOfSession(error)) throw unexplainedRefusalFault(response, error)
      return { type: 'refused', error: refused, receivedAt }
    }
    const acceptance = {
      judge: oauth.processRefreshTokenResponse,
      openid,
      before: tokens,
      readings,
    }
    return { type: 'refreshed', tokens: await takeTokens(context, server, response, acceptance) }
  } catch (error) {
    if (error instanceof DeviceFlowError) return { type: 'refused', error, receivedAt: clock.now() }
    throw error
  }
}

function refreshError(response: HttpResponse, refreshToken: Secret): OAuthError | undefined {
  try {
    return tokenEndpointError(response)
  } catch (rejection) {
    throw unusableRefreshFault(rejection, response, refreshToken) ?? rejection
  }
}

/** Without a signal: a refresh cannot be aborted; see the port. */
async function sendRefresh(
  context: Context,
  {
    refreshToken,
    openid,
    readings,
    call,
  }: { refreshToken: Secret; openid: OpenIdRequest; readings: number; call: RefreshCall | undefined },
): Promise<{ response: HttpResponse; server: Server }> {
  const { clock, requestTimeoutMs } = context.settings
  const parameters = refreshParameters(context.settings)
  const limitMs = Math.max(requestTimeoutMs, MIN_LIMIT_MS)
  const startedAt = clock.monotonic()
  const startedOn = clock.now()
  const send = async (server: Server): Promise<HttpResponse> => {
    // Discovery took its time before this, or the process was stopped in it: others may have the turn, and have used the token up (R4).
    if (call && !(await call.mayStillSend())) throw overtakenFault(context)
    const leftMs = limitMs - (clock.monotonic() - startedAt)
    // Written so that NaN makes it the least.
    const timeoutMs = leftMs > MIN_SEND_MS ? leftMs : MIN_SEND_MS
    let wasInTime = true
    const isInTime = call && (() => (wasInTime = call.isInTime()))
    try {
      return await context.send({ server, endpoint: 'token endpoint', parameters, timeoutMs, isInTime }, (outgoing) =>
        oauth.refreshTokenGrantRequest(...outgoing.client, refreshToken.reveal(), outgoing.options),
      )
    } catch (error) {
      throw wasInTime ? error : overtakenFault(context)
    }
  }
  const metadataLimitMs = limitMs - MIN_SEND_MS
  const timedOut = (): TransientFault => timeoutFault('metadata endpoint', metadataLimitMs, arrivedAt(clock))
  const server = await withDeadline({ clock, limitMs: metadataLimitMs, timedOut }, (signal) =>
    knownServerOrFault(context, openid, signal),
  )
  // The process was stopped on the way, or its computer slept: others have taken its turn, and may have used the token up (T11).
  if (Math.max(clock.monotonic() - startedAt, clock.now() - startedOn) > limitMs) throw timedOut()
  const endpoint = { server, endpoint: 'token_endpoint', readings } as const
  return sendEvenIfMoved(context.knownServer, endpoint, (to) => sendRefreshAsClient(context, to, () => send(to)))
}

/** Whether a code is not about the session, nor the client: OAuth does not have it, or the server does not take such a request. */
function saysNothingOfSession(error: OAuthError): boolean {
  return !isKnownCode(error.code) || hasCode(error, 'invalid_request')
}

function overtakenFault({ settings }: Context): TransientFault {
  return new TransientFault('busy', 'Others may have renewed the tokens. Try again.', arrivedAt(settings.clock))
}

/**
 * The server. Metadata that cannot be read or used, after a restart perhaps, is a `TransientFault`: the server has not refused to renew the
 * session, and JSON in its place, another issuer's too, may be of a gateway in front of it.
 */
async function knownServerOrFault(
  { knownServer, settings }: Context,
  openid: OpenIdRequest,
  signal: AbortSignal,
): Promise<Server> {
  try {
    return await knownServer.get(signal, openid === 'asked')
  } catch (error) {
    if (!(error instanceof DeviceFlowError)) throw error
    const { message, status } = error
    throw new TransientFault('invalidResponse', message, { ...arrivedAt(settings.clock), status, cause: error })
  }
}

/**
 * A session with claims, or of a login that asked for openid as configured, is held to good ID tokens; another has lost
 * nothing by a bad one.
 */
function openIdRequest({ claims, scope }: TokenSet, configuredScope: string | undefined): OpenIdRequest {
  if (claims || hasOpenId(configuredScope)) return 'asked'
  return hasOpenId(scope) ? 'unknown' : 'notAsked'
}
