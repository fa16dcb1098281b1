import type { SignedIn } from '@device-flow/session/record'
import { cleanText } from '@device-flow/untrusted'
import { CommandFailure, notSignedIn } from '../failure/command-failure.ts'
import { exitCodes } from '../exit-codes.ts'
import type { KeptRecord } from './find-session.ts'
import { resumeCommand } from './resume-command.ts'

const AGAIN = 'Sign in again with device-flow login.'

/**
 * Returns who is signed in.
 *
 * @throws CommandFailure when nobody is; it says what became of the session
 */
export function signedInOf({ record, entry }: KeptRecord): SignedIn {
  if (record?.signedIn) return record.signedIn
  if (record?.pending) {
    throw new CommandFailure(
      `The login still waits for its person. Go on with ${resumeCommand(entry)}.`,
      exitCodes.signedOut,
      {
        reason: 'signed_out',
        error: 'authorization_pending',
      },
    )
  }
  const { by, message, error } = record?.ended ?? {}
  // What the server's refusal says ends with what to do.
  if (by === 'server') throw notSignedIn(cleanText(message ?? `The server ended the session. ${AGAIN}`), error)
  throw notSignedIn(
    by === undefined ? `What was kept of the session is gone. ${AGAIN}` : `Nobody is signed in any more. ${AGAIN}`,
  )
}
