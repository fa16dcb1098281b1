import { REFRESH_REFUSALS } from '@device-flow/error-codes'
import { DeviceFlowError, TransientFault } from '@device-flow/machine'
import type { RefreshOutcome, TokenSet } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import type { Answer } from './answer.ts'
import { arrivedAt } from './arrival.ts'
import type { Context } from './context.ts'
import { tooFast } from './faults.ts'
import { askEvenIfMoved } from './moved-endpoint.ts'
import { hasOpenId } from './openid-scope.ts'
import type { OpenIdRequest } from './openid-scope.ts'
import { refreshParameters } from './parameters.ts'
import { refusal } from './refusal.ts'
import { revokeReceived } from './revoke.ts'
import type { Server } from './server.ts'
import { errorOrTokens } from './token-answer.ts'
import { acceptTokens } from './tokens.ts'

/** Renews the access token (RFC 6749 §6). Rejects with a `TransientFault`; all else is an outcome. */
export async function refreshTokens(context: Context, tokens: TokenSet): Promise<RefreshOutcome> {
  const { settings, knownServer } = context
  const { refreshToken } = tokens
  if (!refreshToken) {
    const message = 'There is no refresh token to renew the session with. Sign in again.'
    return { type: 'refused', error: new DeviceFlowError('signedOut', message) }
  }
  try {
    const { readings } = knownServer
    const ask = ({ metadata }: Server): Promise<Answer> =>
      context.transport({ endpoint: 'token endpoint' }, (options) =>
        oauth.refreshTokenGrantRequest(metadata, context.client(), context.clientAuth, refreshToken.reveal(), {
          ...options,
          headers: settings.headers,
          additionalParameters: refreshParameters(settings),
        }),
      )
    const asked = { server: await findServer(context), endpoint: 'token_endpoint', readings } as const
    const { answer, server } = await askEvenIfMoved(knownServer, asked, ask)
    const error = errorOrTokens(answer)
    if (error?.code === 'slow_down') throw tooFast(answer)
    if (error) return { type: 'refused', error: refusal(answer, error, REFRESH_REFUSALS) }
    try {
      const renewed = await acceptTokens(context, server, answer, {
        judge: oauth.processRefreshTokenResponse,
        openid: openIdRequest(tokens, settings.scope),
        before: tokens,
        readings,
        // A refresh can't be called off; see the port.
        signal: new AbortController().signal,
      })
      return { type: 'refreshed', tokens: merge(tokens, renewed) }
    } catch (rejection) {
      await revokeReceived(context, server, answer)
      throw rejection
    }
  } catch (error) {
    if (error instanceof DeviceFlowError) return { type: 'refused', error }
    throw error
  }
}

/** The server. That there is no metadata now, after a restart, is a blip: nobody has refused to renew anything. */
async function findServer({ server, settings }: Context): Promise<Server> {
  try {
    return await server()
  } catch (error) {
    if (!(error instanceof DeviceFlowError) || error.field) throw error
    const { message, status } = error
    throw new TransientFault('invalidResponse', message, { ...arrivedAt(settings.clock), status, cause: error })
  }
}

/** A session with claims, or of a login that asked for openid as configured, is held to good ID tokens; another has lost nothing by a bad one. */
function openIdRequest({ claims, scope }: TokenSet, configuredScope: string | undefined): OpenIdRequest {
  if (claims || hasOpenId(configuredScope)) return 'asked'
  return hasOpenId(scope) ? 'unknown' : 'notAsked'
}

/** Members that the reply did not have are kept, but for the expiry, which was the old access token's. */
function merge({ expiresAt: _old, ...before }: TokenSet, renewed: TokenSet): TokenSet {
  return { ...before, ...renewed }
}
