import { isDeviceFlowError } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'
import type { CommandIo } from '../command-io.ts'
import { exitCodeFor, exitCodes } from '../exit-codes.ts'
import type { FailureCode } from '../exit-codes.ts'
import type { JsonLine } from '../json/json-line.ts'
import { OutputLostError } from '../process/write-stdout.ts'
import { CommandFailure } from './command-failure.ts'
import { inCommandWords } from './command-words.ts'
import { describeCause } from './describe-cause.ts'
import { errorLine } from './error-line.ts'
import { failureWords } from './failure-words.ts'
import { isStoreError } from './store-error.ts'

/** How a failure is told. */
export interface FailureReport {
  io: CommandIo
  /** Prints a line of `--json`; without that it prints nothing. */
  print: (line: JsonLine) => Promise<void>
  /** What is said after the news that nobody reads stdout or stderr any more: `so the login was given up`. */
  givenUp: string
  /** Whether the person has read the message of a `DeviceFlowError` already, in the prompt. */
  isTold?: boolean
  /** What programs may do next, if that is known: the steps, in order. */
  next?: readonly string[] | undefined
  /** What people may do about it, beside what the failure says. */
  advice?: string | undefined
}

/** Tells why a command failed; resolves to the exit code for that. Never rejects. */
export async function reportFailure(
  failure: unknown,
  { io, print, givenUp, isTold = false, next, advice }: FailureReport,
): Promise<FailureCode> {
  if (failure instanceof OutputLostError) {
    io.stderr.write(`${failure.message}, ${givenUp}.\n`)
    return exitCodes.unexpected
  }
  if (io.signal?.aborted || isCancellation(failure)) {
    // Not waited for: whoever does not read would hold the end up.
    print({ type: 'error', reason: 'cancelled', message: 'Cancelled.', next }).catch(() => {})
    return exitCodes.interrupted
  }
  const line = errorLine(failure)
  await print({ ...line, advice: advice && cleanText(advice), next }).catch(() => {})
  const isKnown = isDeviceFlowError(failure) || failure instanceof CommandFailure || isStoreError(failure)
  if (!isKnown) io.stderr.write(`Something went wrong in this software: ${cleanText(String(failure))}\n`)
  else if (!isDeviceFlowError(failure)) io.stderr.write(`${cleanText(inCommandWords(failure.message))}\n`)
  else if (!isTold) io.stderr.write(`${cleanText(failureWords(failure))}\n`)
  if (advice !== undefined) io.stderr.write(`${cleanText(advice)}\n`)
  // For a bug report. Of a disk that is full, say, people need no place in the code.
  const cause = line['reason'] === 'unexpected' ? describeCause(failure) : undefined
  if (cause !== undefined) io.stderr.write(`Cause: ${cause}\n`)
  return exitCodeOf(failure)
}

function exitCodeOf(failure: unknown): FailureCode {
  if (failure instanceof CommandFailure) return failure.exitCode
  return isDeviceFlowError(failure) ? exitCodeFor(failure.reason) : exitCodes.unexpected
}

/** Someone else than this process may cancel a login: a viewer. */
function isCancellation(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
