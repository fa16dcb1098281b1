import type { Session } from '@device-flow/node'
import type { CommandIo } from '../command-io.ts'
import { OutputLostError, writeStdout } from '../process/write-stdout.ts'
import { authorizedLine } from './json-lines.ts'
import type { PrintLine } from './line-printer.ts'
import type { LoginFlagValues } from './login-flags.ts'

/**
 * Prints that someone is signed in, and who. A session that nobody learns of must not live on: where it cannot be printed, it is signed
 * out.
 *
 * @throws as {@link writeStdout} does.
 */
export async function deliverSession(
  session: Session,
  flags: LoginFlagValues,
  io: CommandIo,
  print: PrintLine,
): Promise<void> {
  const showsTokens = flags['show-tokens'] === true
  try {
    if (flags.json) await print(authorizedLine(session, showsTokens), io.signal)
    else if (showsTokens) await writeStdout(io.stdout, `${await session.getAccessToken()}\n`, io.signal)
  } catch (error) {
    if (io.signal?.aborted && !(error instanceof OutputLostError)) {
      io.stderr.write('Cancelled before the tokens were read, so the sign-in is undone.\n')
    }
    await session.signOut()
    throw error
  }
}
