import { cleanText } from '@device-flow/untrusted'
import type { CommandIo } from '../command-io.ts'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure, notSignedIn } from '../failure/command-failure.ts'
import { readSession } from '../kept/find-session.ts'
import { askOnce } from './ask-once.ts'
import type { LoginTarget } from './login-target.ts'

/**
 * Makes sure that a login waits for its person, and resolves to what to go on with. Of one whose code has run out the server is asked once
 * more: it knows best, and this machine's clock may be ahead. If that brings nothing, the login is forgotten.
 *
 * @throws CommandFailure when none waits, or its code has expired
 * @throws DeviceFlowError when the person, or the server, has said no
 */
export async function checkWaiting(target: LoginTarget, io: CommandIo): Promise<LoginTarget> {
  const { pending, ended } = target.kept.record ?? {}
  if (!pending) {
    const why = ended?.by === 'server' && ended.message !== undefined ? `${cleanText(ended.message)} ` : ''
    throw notSignedIn(`${why}No login waits here. Begin one with device-flow login.`, ended?.error)
  }
  if (Date.now() < pending.authorization.expiresAt) return target
  if (!(await askOnce(pending, target.services, io))) {
    throw new CommandFailure(
      'The code was not used in time, and has expired. Begin again with device-flow login.',
      exitCodes.expired,
      { reason: 'expired', error: 'expired_token' },
    )
  }
  const { record } = await readSession(target.kept.entry, io)
  return { ...target, kept: { ...target.kept, record } }
}
