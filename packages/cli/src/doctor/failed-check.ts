import { isTransientFault } from '@device-flow/machine'
import { exitCodes } from '../exit-codes.ts'
import { reasonOf } from '../failure/out-of-reach.ts'
import { adviceOn } from './advice-on.ts'
import type { AskedServer } from './advice-on.ts'
import type { Check, CheckName } from './check.ts'

/** What is told of a check that a request failed at. */
export function failedCheck(name: CheckName, failure: unknown, server?: AskedServer): Check {
  return {
    name,
    status: 'failed',
    message: failure instanceof Error ? failure.message : String(failure),
    advice: adviceOn(name, failure, server),
    exitCode: isOutage(failure) ? exitCodes.offline : undefined,
  }
}

/** Whether nothing came from the server. What came and is no answer is of a server that is not set up for this. */
function isOutage(failure: unknown): boolean {
  return isTransientFault(failure) && reasonOf(failure) !== 'invalidResponse'
}
