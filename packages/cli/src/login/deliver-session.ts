import type { Session } from '@device-flow/node'
import type { CommandIo } from '../command-io.ts'
import type { KeyPlace } from '../kept/key-place.ts'
import { writeStdout } from '../process/write-stdout.ts'
import { acrNote } from './acr-note.ts'
import { authorizedLine } from './json-lines.ts'
import type { PrintLine } from './line-printer.ts'
import type { LoginFlagValues } from './login-flags.ts'

/**
 * Prints that someone is signed in, and who; with `--show-tokens` the access token, too.
 *
 * @param store where the key of the session is; undefined when it is not kept: then the refresh token is printed with the other
 * @throws as {@link writeStdout} does
 */
export async function deliverSession(
  session: Session,
  flags: LoginFlagValues,
  io: CommandIo,
  print: PrintLine,
  store?: KeyPlace,
): Promise<void> {
  const note = acrNote(flags['acr-values'], session.claims)
  if (note !== undefined) io.stderr.write(`${note}\n`)
  const showsTokens = flags['show-tokens'] === true
  if (flags.json) await print(authorizedLine(session, { showsTokens, store }), io.signal)
  else if (showsTokens) await writeStdout(io.stdout, `${await session.getAccessToken()}\n`, io.signal)
}
