import type { Session } from '@device-flow/node'
import { cleanText } from '@device-flow/untrusted'
import type { CommandIo } from '../command-io.ts'
import type { KeyPlace } from '../kept/key-place.ts'
import { notGranted } from '../kept/not-granted.ts'
import { writeStdout } from '../process/write-stdout.ts'
import { authorizedLine } from './json-lines.ts'
import type { PrintLine } from './line-printer.ts'
import type { LoginFlagValues } from './login-flags.ts'
import { signInNotes } from './sign-in-notes.ts'
import type { RequestedSignIn } from './sign-in-notes.ts'

/** What is known of a session beside what is in it. */
export interface Delivered {
  /** How the person was to sign in. */
  requested: RequestedSignIn
  /** Whether they were signed in already. */
  isHeld?: boolean
  /** Where the key of the session is; undefined when it is not kept: then the refresh token is printed with the other. */
  store?: KeyPlace
}

/**
 * Prints that someone is signed in, who, and what was not granted; with `--show-tokens` the access token, too.
 *
 * @throws as {@link writeStdout} does
 */
export async function deliverSession(
  session: Session,
  flags: LoginFlagValues,
  io: CommandIo,
  print: PrintLine,
  { requested, isHeld = false, store }: Delivered,
): Promise<void> {
  for (const note of signInNotes(requested, session.claims, isHeld)) io.stderr.write(`${note}\n`)
  const { tokens, client } = session.actor.getSnapshot().context
  const missing = notGranted(client?.scope, tokens)
  if (missing !== undefined) io.stderr.write(`Not granted: ${cleanText(missing, 200)}\n`)
  const showsTokens = flags['show-tokens'] === true
  if (flags.json) await print(authorizedLine(session, { showsTokens, store }), io.signal)
  else if (showsTokens) await writeStdout(io.stdout, `${await session.getAccessToken()}\n`, io.signal)
}
