import { exitCodes } from '../exit-codes.ts'
import type { FailureCode } from '../exit-codes.ts'

/** A command cannot do its work; the message says why, and what to do. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
  readonly exitCode: FailureCode
  /** As the lines of `--json` spell it. */
  readonly reason: string
  /** The server's own code, when it gave one. */
  readonly error: string | undefined

  constructor(
    message: string,
    exitCode: FailureCode,
    details: { reason: string; error?: string | undefined; cause?: Error },
  ) {
    super(message, { cause: details.cause })
    this.exitCode = exitCode
    this.reason = details.reason
    this.error = details.error
  }
}

/** For commands that need a session where there is none. */
export function notSignedIn(message: string, error?: string): CommandFailure {
  return new CommandFailure(message, exitCodes.signedOut, { reason: 'signed_out', error })
}
