import type { Session } from '@device-flow/session'
import type { CommandIo } from '../command-io.ts'
import { exitCodes } from '../exit-codes.ts'
import { keyPlace } from '../kept/key-place.ts'
import { deliverSession } from './deliver-session.ts'
import type { Delivered } from './deliver-session.ts'
import type { LoginFlagValues } from './login-flags.ts'
import type { LoginSuccess } from './login-result.ts'
import type { LoginScreen } from './login-screen.ts'
import type { LoginTarget } from './login-target.ts'

/**
 * Prints who is signed in for all other processes, too, though somebody may have pressed Ctrl-C at that moment.
 *
 * @throws as {@link deliverSession} does
 */
export async function deliverKept(
  session: Session,
  target: LoginTarget,
  flags: LoginFlagValues,
  io: CommandIo,
  screen: LoginScreen,
  asked: Pick<Delivered, 'requested' | 'isHeld'>,
): Promise<LoginSuccess> {
  io.pastCancelling?.()
  screen.givenUp = 'but the session is kept'
  const store = await keyPlace(target.kept)
  await deliverSession(session, flags, { ...io, signal: undefined }, screen.print, {
    ...asked,
    server: screen.server,
    store,
  })
  return { exitCode: exitCodes.signedIn, session, isHeld: true }
}
