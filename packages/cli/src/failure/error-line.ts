import { jsonReason } from '@device-flow/error-codes'
import { isDeviceFlowError } from '@device-flow/machine'
import type { JsonLine } from '../json/json-line.ts'
import { CommandFailure } from './command-failure.ts'
import { inCommandWords } from './command-words.ts'
import { failureWords } from './failure-words.ts'
import { isStoreError } from './store-error.ts'
import { secondsToWait } from './when-again.ts'

/**
 * Makes the line that says why a command failed. `error` is the server's own code, when it gave one; `field` the member of its response
 * or metadata, or the claim of its ID token, that is missing or wrong.
 */
export function errorLine(failure: unknown): JsonLine {
  if (failure instanceof CommandFailure) {
    return { type: 'error', error: failure.error, reason: failure.reason, message: failure.message }
  }
  if (isDeviceFlowError(failure)) {
    return {
      type: 'error',
      error: failure.error,
      reason: jsonReason(failure.reason),
      field: failure.field,
      message: failureWords(failure),
      retry_after: secondsToWait(failure),
    }
  }
  if (isStoreError(failure)) return { type: 'error', reason: 'storage', message: inCommandWords(failure.message) }
  return { type: 'error', reason: 'unexpected', message: 'Something went wrong in this software.' }
}
