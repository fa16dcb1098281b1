import { TransientFault } from '@device-flow/machine'
import type { BlipReason } from '@device-flow/machine'
import type { Answer } from './answer.ts'
import { membersOf } from './answer.ts'
import { retryAfterMs } from './retry-after.ts'
import { saysNotNow } from './server-error.ts'
import type { ServerError } from './server-error.ts'
import { saidIn } from './snippet.ts'

const CANT_NOW = new Set(['temporarily_unavailable', 'server_error'])

/** The fault in an answer that says "not now": by its OAuth error if it has one, and only otherwise by its status. */
export function faultIn(answer: Answer, error: ServerError | undefined): TransientFault | undefined {
  const { status } = answer
  if (error) return CANT_NOW.has(error.code) ? fault(answer, 'server_error', `answered ${error.code}`) : undefined
  // Google's quota: 403 {"error_code":"rate_limit_exceeded"}.
  if (status === 429 || membersOf(answer)?.error_code === 'rate_limit_exceeded') return tooFast(answer)
  return saysNotNow(status) ? fault(answer, 'server_error', `can't answer now (HTTP ${status})`) : undefined
}

/** An answer that asks for fewer requests; `slow_down` means no more than that where nothing is polled. */
export function tooFast(answer: Answer): TransientFault {
  return fault(answer, 'rate_limited', 'asks for fewer requests')
}

/** An answer that is not OAuth at all, where the next one may be: a proxy's page, JSON that was cut off. */
export function nonsenseFault(answer: Answer): TransientFault {
  return fault(answer, 'invalid_response', `answered with something that is not OAuth (${saidIn(answer)})`)
}

function fault(answer: Answer, reason: BlipReason, saying: string): TransientFault {
  return new TransientFault(reason, `The ${answer.endpoint} ${saying}.`, {
    receivedAt: answer.receivedAt,
    retryAfterMs: retryAfterMs(answer.headers, answer.receivedAt),
    status: answer.status,
  })
}
