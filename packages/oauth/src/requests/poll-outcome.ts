import {
  LATE_POLL_REFUSALS,
  LOST_ANSWER_POLL_REFUSALS,
  POLL_REFUSALS,
  UNPROVEN_POLL_REFUSALS,
} from '@device-flow/error-codes'
import { isCodeExpired } from '@device-flow/machine'
import type { PollOutcome } from '@device-flow/machine'
import { isRecord } from '@device-flow/untrusted'
import { explainedRefusal } from '../errors/explain-refusal.ts'
import { hasCode } from '../errors/oauth-error.ts'
import type { OAuthError } from '../errors/oauth-error.ts'
import { arrivalOf } from '../http/arrival.ts'
import type { Arrival } from '../http/arrival.ts'
import { membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { positiveSeconds } from '../http/positive-seconds.ts'
import { retryAfterMs } from '../http/retry-after.ts'
import { isPendingAtFirst } from '../profiles/codes.ts'
import { deadCode } from './dead-code.ts'
import { adviceAfterLongWait } from './long-wait.ts'
import type { Poll } from './send-poll.ts'

/** What an OAuth error means for a login that is polling (RFC 8628 §3.5). */
export async function outcomeOf(poll: Poll, response: HttpResponse, error: OAuthError): Promise<PollOutcome> {
  const { context, server, authorization, login } = poll
  const at = { provider: context.settings.profile?.name, tokenEndpoint: server.metadata.token_endpoint }
  const isTooEarly = isPendingAtFirst(error.code, login.polls, at)
  const isPending = isTooEarly || hasCode(error, 'authorization_pending')
  if (!isPending && !hasCode(error, 'slow_down'))
    return { type: 'ended', error: await refusalAtPoll(poll, response, error) }
  login.answerLost = false
  const dead = isTooEarly ? undefined : deadCode(authorization, login, response, error.code)
  if (dead) return { type: 'ended', error: dead }
  const received = receivedWith(response)
  if (isPending) {
    const advice = adviceAfterLongWait(context, server, { authorization, login, arrival: response })
    return { type: 'pending', ...received, ...(advice && { advice }) }
  }
  const { interval, error: nested } = membersOf(response) ?? {}
  const seconds = positiveSeconds(interval ?? (isRecord(nested) ? nested.interval : undefined))
  return { type: 'slowDown', ...received, ...(seconds && { intervalMs: seconds * 1000 }) }
}

/** When a response arrived, and for how long it asks to be left alone. */
export function receivedWith(response: HttpResponse): Arrival & { retryAfterMs?: number } {
  const retryAfter = retryAfterMs(response)
  return { ...arrivalOf(response), ...(retryAfter !== undefined && { retryAfterMs: retryAfter }) }
}

function refusalAtPoll(
  { context: { settings }, server: { metadata }, authorization, login }: Poll,
  response: HttpResponse,
  error: OAuthError,
): ReturnType<typeof explainedRefusal> {
  const isUnproven = metadata.dpop_signing_alg_values_supported && !settings.dpop && login.polls === 1
  const firstOrLater = isUnproven ? UNPROVEN_POLL_REFUSALS : POLL_REFUSALS
  const inTime = login.answerLost ? LOST_ANSWER_POLL_REFUSALS : firstOrLater
  const overrides = isCodeExpired(authorization, response) ? LATE_POLL_REFUSALS : inTime
  return explainedRefusal(response, error, { settings, metadata, overrides, asked: login })
}
