import type { Answer } from './answer.ts'
import { membersOf } from './answer.ts'
import { faultIn, nonsenseFault } from './faults.ts'
import { serverErrorIn } from './server-error.ts'
import type { ServerError } from './server-error.ts'
import { nonsense } from './tokens.ts'

/**
 * The OAuth error in an answer of the token endpoint; undefined when there are tokens to accept. Throws a `TransientFault` when the
 * server can't answer now or the answer is not OAuth at all (a proxy's page, cut-off JSON: the next may be), and a `DeviceFlowError`
 * `invalid_response` when it is JSON that makes no sense.
 */
export function errorOrTokens(answer: Answer): ServerError | undefined {
  const error = serverErrorIn(answer)
  const fault = faultIn(answer, error)
  if (fault) throw fault
  if (error) return error
  const members = membersOf(answer)
  // An `error` that is not text is still no success, whatever stands beside it.
  if (members?.error && typeof members.error !== 'string') throw nonsense(answer, 'error')
  const isSuccess = answer.status >= 200 && answer.status < 300
  if (!isSuccess || answer.body === undefined) throw nonsenseFault(answer)
  if (!members) throw nonsense(answer, undefined)
  return undefined
}
