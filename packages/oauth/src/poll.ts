import { LATE_POLL_REFUSALS, POLL_REFUSALS } from '@device-flow/error-codes'
import { DeviceFlowError } from '@device-flow/machine'
import type { DeviceAuthorization, PollOutcome } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import * as oauth from 'oauth4webapi'
import { membersOf } from './answer.ts'
import { isRecord } from '@device-flow/untrusted'
import type { Answer } from './answer.ts'
import { arrivalOf } from './arrival.ts'
import type { Context } from './context.ts'
import { nonsenseFault } from './faults.ts'
import { reachedNobody, saysGone } from './gone.ts'
import type { LoginMemory } from './login-memory.ts'
import { movedServer } from './moved-endpoint.ts'
import { commonParameters } from './parameters.ts'
import { refusal } from './refusal.ts'
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
  const { settings, knownServer } = context
  login.readings ??= knownServer.readings
  try {
    const server = await context.server(signal)
    const asked = { server, endpoint: 'token_endpoint', readings: login.readings, signal } as const
    login.polls += 1
    const leftMs = timeLeft(authorization, settings.clock)
    // Written so that NaN makes it the least.
    const longestMs = leftMs > LEAST_TIMEOUT_MS ? leftMs : LEAST_TIMEOUT_MS
    const timeoutMs = Math.min(settings.requestTimeoutMs, longestMs)
    const answer = await context
      .transport({ endpoint: 'token endpoint', signal, timeoutMs }, (options) =>
        oauth.deviceCodeGrantRequest(
          server.metadata,
          context.client(),
          context.clientAuth,
          authorization.deviceCode.reveal(),
          { ...options, headers: settings.headers, additionalParameters: commonParameters(settings) },
        ),
      )
      .catch(async (error: unknown) => {
        if (reachedNobody(error)) await movedServer(knownServer, asked)
        throw error
      })
    // Not asked there at once: that would be an early poll (RFC 8628 §3.5). The next one goes to the new address.
    if (saysGone(answer) && (await movedServer(knownServer, asked))) throw nonsenseFault(answer)
    const error = errorOrTokens(answer)
    if (error) return verdict(answer, error, login, { server, authorization })
    try {
      const { openid, readings } = login
      const tokens = await acceptTokens(context, server, answer, {
        judge: oauth.processDeviceCodeResponse,
        openid,
        readings,
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
  { server, authorization }: { server: Server; authorization: DeviceAuthorization },
): PollOutcome {
  const retryAfter = retryAfterMs(answer.headers, answer.receivedAt)
  const politeness = { ...arrivalOf(answer), ...(retryAfter !== undefined && { retryAfterMs: retryAfter }) }
  if (error.code === 'authorization_pending') return { type: 'pending', ...politeness }
  if (error.code === 'slow_down') {
    const { interval, error: nested } = membersOf(answer) ?? {}
    const seconds = intervalSeconds(interval ?? (isRecord(nested) ? nested.interval : undefined))
    return { type: 'slowDown', ...politeness, ...(seconds && { intervalMs: seconds * 1000 }) }
  }
  if (error.code === 'incorrect_device_code' && isGitHub(server) && login.polls <= UNKNOWN_CODE_GRACE_POLLS) {
    return { type: 'pending', ...politeness }
  }
  const overrides = hasRunOut(authorization, answer) ? LATE_POLL_REFUSALS : POLL_REFUSALS
  return { type: 'ended', error: refusal(answer, error, overrides) }
}

/** By the clock that gives it more: one that was set ahead is not to cut off a server that is slow to answer. */
function timeLeft({ expiresAt, ...code }: DeviceAuthorization, clock: Clock): number {
  const byWall = expiresAt - clock.now()
  const byTimer = expiresAt - code.receivedAt - (clock.monotonic() - (code.receivedAtMonotonic ?? Number.NaN))
  return byTimer > byWall ? byTimer : byWall
}

/** By either clock: the wall clock may have been set back, and the monotonic one stands still during a suspend. */
function hasRunOut({ expiresAt, ...code }: DeviceAuthorization, answer: Answer): boolean {
  const age = answer.receivedAtMonotonic - (code.receivedAtMonotonic ?? Number.NaN)
  return answer.receivedAt >= expiresAt || age >= expiresAt - code.receivedAt
}

function isGitHub({ metadata }: Server): boolean {
  return parseUrl(metadata.token_endpoint ?? '')?.hostname === 'github.com'
}
