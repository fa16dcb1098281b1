import {
  LATE_POLL_REFUSALS,
  LOST_ANSWER_POLL_REFUSALS,
  PENDING_POLL_REFUSALS,
  POLL_REFUSALS,
  SLOWED_LATE_POLL_REFUSALS,
  UNPROVEN_POLL_REFUSALS,
} from '@device-flow/error-codes'
import type { Refusal } from '@device-flow/error-codes'
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
import type { Settings } from '../options/settings.ts'
import type { PendingLogin } from '../pending-logins.ts'
import { isPendingAtFirst } from '../profiles/codes.ts'
import type { Server } from '../server/server.ts'
import { countAnswer, isMostlySlowed } from './asked-pace.ts'
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
  login.wasPending ||= !isTooEarly
  const dead = isTooEarly ? undefined : deadCode(authorization, login, response, error.code)
  if (dead) return { type: 'ended', error: dead }
  const received = { ...receivedWith(response), ...(login.wasPending && { isCodeKnown: true }) }
  countAnswer(login, { type: isPending ? 'pending' : 'slowDown', ...received }, authorization)
  const intervalMs = intervalIn(response)
  // What may keep a person who has taken long.
  const advice = await adviceAfterLongWait(context, server, { authorization, login, arrival: response })
  if (!isPending) return { type: 'slowDown', ...received, ...(intervalMs && { intervalMs }), ...(advice && { advice }) }
  // One that outlasts the whole life of the code counts as none, as in slow_down: some servers mean milliseconds.
  const isUsable = intervalMs && !(intervalMs > authorization.expiresAt - authorization.receivedAt)
  return { type: 'pending', ...received, ...(isUsable && { intervalMs }), ...(advice && { advice }) }
}

/** The interval that a response names, ms. */
function intervalIn(response: HttpResponse): number | undefined {
  const { interval, error: nested } = membersOf(response) ?? {}
  const seconds = positiveSeconds(interval ?? (isRecord(nested) ? nested.interval : undefined))
  return seconds && seconds * 1000
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
  const lateRefusals = isMostlySlowed(login) ? SLOWED_LATE_POLL_REFUSALS : LATE_POLL_REFUSALS
  const overrides = isCodeExpired(authorization, response) ? lateRefusals : refusalsInTime(metadata, settings, login)
  return explainedRefusal(response, error, { settings, metadata, overrides, asked: login })
}

/** What codes mean in response to a poll of a code that has not run out. */
function refusalsInTime(
  metadata: Server['metadata'],
  { dpop }: Settings,
  login: PendingLogin,
): ReadonlyMap<string, Refusal> {
  if (login.answerLost) return LOST_ANSWER_POLL_REFUSALS
  if (login.wasPending) return PENDING_POLL_REFUSALS
  const isUnproven = metadata.dpop_signing_alg_values_supported && !dpop && login.polls === 1
  if (isUnproven) return UNPROVEN_POLL_REFUSALS
  // It was given to another process: to know it no more is not to have never known it.
  return login.isTakenUp ? PENDING_POLL_REFUSALS : POLL_REFUSALS
}
