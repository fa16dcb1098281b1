import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceAuthorization, PollOutcome } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import { membersOf } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Context } from './context.ts'
import type { LoginMemory } from './login-memory.ts'
import { commonParameters } from './parameters.ts'
import { CODE_EXPIRED, CODE_UNKNOWN, refusal } from './refusal.ts'
import { retryAfterMs } from './retry-after.ts'
import { revokeReceived } from './revoke.ts'
import { intervalSeconds } from './seconds.ts'
import type { ServerError } from './server-error.ts'
import type { Server } from './server.ts'
import { errorOrTokens } from './token-answer.ts'
import { acceptTokens } from './tokens.ts'
import { parseUrl } from './urls.ts'

// A poll at the deadline still needs time to be answered: what arrives just after it counts (C6).
const LEAST_TIMEOUT_MS = 5000
// GitHub's replicas may not know a fresh code yet (C3).
const UNKNOWN_CODE_GRACE_POLLS = 2

/** Asks once for tokens (RFC 8628 §3.4). Rejects with a `TransientFault` or with the signal's reason; all else is an outcome. */
export async function pollToken(
  context: Context,
  authorization: DeviceAuthorization,
  login: LoginMemory,
  signal: AbortSignal,
): Promise<PollOutcome> {
  const { settings } = context
  try {
    const server = await context.server(signal)
    login.polls += 1
    const timeLeft = authorization.expiresAt - settings.clock.now()
    const timeoutMs = Math.min(settings.requestTimeoutMs, Math.max(timeLeft, LEAST_TIMEOUT_MS))
    const answer = await context.transport({ endpoint: 'token endpoint', signal, timeoutMs }, (options) =>
      oauth.deviceCodeGrantRequest(
        server.metadata,
        context.client(),
        context.clientAuth,
        authorization.deviceCode.reveal(),
        { ...options, headers: settings.headers, additionalParameters: commonParameters(settings) },
      ),
    )
    const error = errorOrTokens(answer)
    if (error) return verdict(answer, error, login, { server, expiresAt: authorization.expiresAt })
    try {
      const { openid } = login
      const tokens = await acceptTokens(context, server, answer, {
        judge: oauth.processDeviceCodeResponse,
        openid,
        signal,
      })
      // RFC 6749 §5.1: no scope in the answer means the one asked for.
      return { type: 'granted', tokens: login.scope ? { scope: login.scope, ...tokens } : tokens }
    } catch (rejection) {
      await revokeReceived(context, server, answer)
      throw rejection
    }
  } catch (error) {
    if (error instanceof DeviceFlowError) return { type: 'ended', error }
    throw error
  }
}

function verdict(
  answer: Answer,
  error: ServerError,
  login: LoginMemory,
  { server, expiresAt }: { server: Server; expiresAt: number },
): PollOutcome {
  const { receivedAt } = answer
  const retryAfter = retryAfterMs(answer.headers, receivedAt)
  const politeness = { receivedAt, ...(retryAfter !== undefined && { retryAfterMs: retryAfter }) }
  if (error.code === 'authorization_pending') return { type: 'pending', ...politeness }
  if (error.code === 'slow_down') {
    const seconds = intervalSeconds(membersOf(answer)?.interval)
    return { type: 'slowDown', ...politeness, ...(seconds && { intervalMs: seconds * 1000 }) }
  }
  if (error.code === 'incorrect_device_code' && isGitHub(server) && login.polls <= UNKNOWN_CODE_GRACE_POLLS) {
    return { type: 'pending', ...politeness }
  }
  // Auth0 and Keycloak say expired_token once, or for a while, and then no longer know the code.
  const unknown = receivedAt >= expiresAt ? CODE_EXPIRED : CODE_UNKNOWN
  return { type: 'ended', error: refusal(answer, error, new Map([['invalid_grant', unknown]])) }
}

function isGitHub({ metadata }: Server): boolean {
  return parseUrl(metadata.token_endpoint ?? '')?.hostname === 'github.com'
}
