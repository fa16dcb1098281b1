import { isDeviceFlowError } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'
import type { CommandIo } from '../command-io.ts'
import { exitCodeFor, exitCodes } from '../exit-codes.ts'
import type { FailureCode } from '../exit-codes.ts'
import type { JsonLine } from '../json/json-line.ts'
import { OutputLostError } from '../process/write-stdout.ts'
import { CommandFailure } from './command-failure.ts'
import { describeCause } from './describe-cause.ts'
import { errorLine } from './error-line.ts'
import { inFlags, isStoreError } from './store-error.ts'

/** How a failure is told. */
export interface FailureReport {
  io: CommandIo
  /** Prints a line of `--json`; without that it prints nothing. */
  print: (line: JsonLine) => Promise<void>
  /** What is said after the news that nobody reads stdout or stderr any more: `so the login was given up`. */
  givenUp: string
  /** Whether the person has read the message of a `DeviceFlowError` already, in the prompt. */
  isTold?: boolean
}

/** Tells why a command failed; resolves to the exit code for that. Never rejects. */
export async function reportFailure(
  failure: unknown,
  { io, print, givenUp, isTold = false }: FailureReport,
): Promise<FailureCode> {
  if (failure instanceof OutputLostError) {
    io.stderr.write(`${failure.message}, ${givenUp}.\n`)
    return exitCodes.unexpected
  }
  if (io.signal?.aborted || isCancellation(failure)) {
    // Not waited for: whoever does not read would hold the end up.
    print({ type: 'error', reason: 'cancelled', message: 'Cancelled.' }).catch(() => {})
    return exitCodes.interrupted
  }
  await print(errorLine(failure)).catch(() => {})
  const isKnown = isDeviceFlowError(failure) || failure instanceof CommandFailure || isStoreError(failure)
  if (!isKnown) io.stderr.write(`Something went wrong in this software: ${cleanText(String(failure))}\n`)
  else if (!isTold || !isDeviceFlowError(failure)) io.stderr.write(`${cleanText(inFlags(failure.message))}\n`)
  const exitCode = exitCodeOf(failure)
  // For people there is what to do, not a place in our code.
  const cause = exitCode === exitCodes.unexpected && !saysWhatToDo(failure) ? describeCause(failure) : undefined
  if (cause !== undefined) io.stderr.write(`Cause: ${cause}\n`)
  return exitCode
}

function saysWhatToDo(failure: unknown): boolean {
  if (isDeviceFlowError(failure)) return failure.reason === 'storage'
  return failure instanceof CommandFailure || isStoreError(failure)
}

function exitCodeOf(failure: unknown): FailureCode {
  if (failure instanceof CommandFailure) return failure.exitCode
  return isDeviceFlowError(failure) ? exitCodeFor(failure.reason) : exitCodes.unexpected
}

/** Someone else than this process may cancel a login: a viewer. */
function isCancellation(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
