import type { DeviceFlowError } from '@device-flow/machine'
import type { Answer } from './answer.ts'
import { membersOf } from './answer.ts'
import { faultIn, nonsenseFault } from './faults.ts'
import { wordsIn } from './own-words.ts'
import { refusalInWords } from './refusal.ts'
import { serverErrorIn } from './server-error.ts'
import type { ServerError } from './server-error.ts'
import { saidIn } from './snippet.ts'
import { nonsense } from './tokens.ts'

/**
 * The OAuth error in an answer of the token endpoint; undefined when there are tokens to accept. Throws
 *
 * - a `TransientFault` when the server cannot answer now, or the answer is not OAuth at all (a proxy's page, cut-off JSON): the next may be
 * - a `DeviceFlowError` `invalidResponse` for JSON that makes no sense
 * - a `DeviceFlowError` `refused` for words beside an `error` that is not text. Words alone, such as {"message":"Forbidden"}, are a blip
 *   with any status: gateways say that when they are busy, and the next poll may get through
 */
export function errorOrTokens(answer: Answer): ServerError | undefined {
  const error = serverErrorIn(answer)
  const fault = faultIn(answer, error)
  if (fault) throw fault
  if (error) return error
  const members = membersOf(answer)
  // An `error` that is not text is still no success, whatever stands beside it.
  if (members?.error && typeof members.error !== 'string') {
    throw wordsIn(answer) ? refused(answer) : nonsense(answer, 'error')
  }
  const isSuccess = answer.status >= 200 && answer.status < 300
  if (!isSuccess || answer.body === undefined) throw nonsenseFault(answer)
  if (!members) throw nonsense(answer, undefined)
  return undefined
}

function refused(answer: Answer): DeviceFlowError {
  const advice = 'Start again, and report it to whoever runs the server if that does not help.'
  return refusalInWords(
    answer,
    'refused',
    `The server refused at the ${answer.endpoint} (${saidIn(answer)}). ${advice}`,
  )
}
