import { isKnownCode } from '@device-flow/error-codes'
import { TransientFault } from '@device-flow/machine'
import type { Answer } from './answer.ts'
import { membersOf } from './answer.ts'

/** Whether an answer says that there is no such endpoint: nobody there has judged the request. */
export function saysGone(answer: Answer): boolean {
  const error = membersOf(answer)?.error
  return (answer.status === 404 || answer.status === 410) && !(typeof error === 'string' && isKnownCode(error))
}

/** Whether a request surely reached nobody: its host has no address, or takes no connection there. Browsers do not say. */
export function reachedNobody(error: unknown): boolean {
  const cause = error instanceof TransientFault && error.reason === 'offline' ? error.cause : undefined
  return cause instanceof Error && /^(?:ECONNREFUSED|ENOTFOUND)$/.test(cause.message)
}
