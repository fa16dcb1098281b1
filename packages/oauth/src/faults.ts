import { RATE_LIMIT_CODES, UNAVAILABLE_CODES } from '@device-flow/error-codes'
import { TransientFault } from '@device-flow/machine'
import type { TransientFaultReason } from '@device-flow/machine'
import type { Answer } from './answer.ts'
import { arrivalOf } from './arrival.ts'
import { codesIn, wordsIn } from './own-words.ts'
import { retryAfterMs } from './retry-after.ts'
import { saysNotNow } from './server-error.ts'
import type { ServerError } from './server-error.ts'
import { saidIn } from './snippet.ts'

// RFC 6585 §6: the network wants a sign-in first.
const NETWORK_AUTHENTICATION_REQUIRED = 511

/** The fault in an answer that says "not now": by its OAuth error if it has one, and only otherwise by its status. */
export function faultIn(answer: Answer, error: ServerError | undefined): TransientFault | undefined {
  const { status } = answer
  if (error) {
    const said = [`HTTP ${status} ${error.code}`, error.description].filter(Boolean).join(': ')
    return UNAVAILABLE_CODES.has(error.code) ? fault(answer, 'serverError', `cannot answer now (${said})`) : undefined
  }
  if (status === 429 || codesIn(answer.body).some((code) => RATE_LIMIT_CODES.has(code.toLowerCase())))
    return tooFast(answer)
  if (status === NETWORK_AUTHENTICATION_REQUIRED) return nonsenseFault(answer)
  return saysNotNow(status) ? fault(answer, 'serverError', `cannot answer now (${saidIn(answer)})`) : undefined
}

/** An answer that asks for fewer requests; `slow_down` means no more than that where nothing is polled. */
export function tooFast(answer: Answer): TransientFault {
  return fault(answer, 'rateLimited', `asks for fewer requests (${saidIn(answer)})`)
}

/** An answer that is not OAuth at all, where the next one may be: a proxy's page, JSON that was cut off. */
export function nonsenseFault(answer: Answer): TransientFault {
  const what = wordsIn(answer) ? 'without an OAuth error' : 'with something that is not OAuth'
  return fault(answer, 'invalidResponse', `answered ${what} (${saidIn(answer)})`)
}

function fault(answer: Answer, reason: TransientFaultReason, saying: string): TransientFault {
  return new TransientFault(reason, `The ${answer.endpoint} ${saying}.`, {
    ...arrivalOf(answer),
    retryAfterMs: retryAfterMs(answer.headers, answer.receivedAt),
    status: answer.status,
  })
}
