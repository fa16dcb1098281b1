import { adviceOnCode, auth0LogCodesFor, TRANSIENT_ADVICE } from '@device-flow/error-codes/advice'
import type { CodeAdvice } from '@device-flow/error-codes/advice'
import type { ErrorExplanation } from '../protocol/messages.ts'

/** Where an error came up. */
export interface ErrorContext {
  /** Whose server it is, when that is known. Auth0's log codes are left out for any other than `auth0`. */
  provider?: string | undefined
  /** Which request was refused. */
  during?: 'request' | 'poll' | 'refresh' | undefined
}

// Our own word for a 429 without a code.
const RATE_LIMITED: CodeAdvice = {
  ...TRANSIENT_ADVICE.rateLimited,
  usuallyRefuses: 'poll',
  auth0LogCodes: ['api_limit'],
}

/** Tells what a server's error code means and what to do about it; nothing for a code that is the server's own invention. */
export function explainError(
  code: string,
  { provider = 'auth0', during }: ErrorContext = {},
): ErrorExplanation | undefined {
  const advice = code === 'rateLimited' ? RATE_LIMITED : adviceOnCode(code)
  if (!advice) return undefined
  const { meaning, whatToDo } = advice
  const auth0LogCodes = provider === 'auth0' ? auth0LogCodesFor(advice, during) : []
  return { code, meaning, whatToDo, ...(auth0LogCodes.length > 0 && { auth0LogCode: auth0LogCodes.join(', ') }) }
}
