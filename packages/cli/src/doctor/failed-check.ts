import { isTransientFault } from '@device-flow/machine'
import { exitCodeFor } from '../exit-codes.ts'
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
    exitCode: isTransientFault(failure) ? exitCodeFor(reasonOf(failure)) : undefined,
  }
}
