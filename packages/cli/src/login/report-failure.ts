import { isDeviceFlowError } from '@device-flow/machine'
import { cleanText } from '@device-flow/untrusted'
import type { CommandIo } from '../command-io.ts'
import { exitCodeFor, exitCodes } from '../exit-codes.ts'
import type { FailureCode } from '../exit-codes.ts'
import { OutputLostError } from '../process/write-stdout.ts'
import { describeCause } from './describe-cause.ts'
import { errorLine } from './json-lines.ts'
import type { PrintLine } from './line-printer.ts'

/** Tells why a login ended without a session; resolves to the exit code for that. Never rejects. */
export async function reportFailure(failure: unknown, io: CommandIo, print: PrintLine): Promise<FailureCode> {
  if (failure instanceof OutputLostError) {
    io.stderr.write(`${failure.message}, so the login was given up.\n`)
    return exitCodes.unexpected
  }
  if (io.signal?.aborted || isCancellation(failure)) {
    // Not waited for: whoever does not read would hold the end up.
    print({ type: 'error', reason: 'cancelled', message: 'Cancelled.' }).catch(() => {})
    return exitCodes.interrupted
  }
  await print(errorLine(failure)).catch(() => {})
  const exitCode = isDeviceFlowError(failure) ? exitCodeFor(failure.reason) : exitCodes.unexpected
  // The prompt has already told what a DeviceFlowError says.
  if (!isDeviceFlowError(failure))
    io.stderr.write(`Something went wrong in this software: ${cleanText(String(failure))}\n`)
  const cause = exitCode === exitCodes.unexpected ? describeCause(failure) : undefined
  if (cause !== undefined) io.stderr.write(`Cause: ${cause}\n`)
  return exitCode
}

/** Someone else than this process may cancel a login: a viewer. */
function isCancellation(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
