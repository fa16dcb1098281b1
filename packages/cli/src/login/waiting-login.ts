import { cleanText } from '@device-flow/untrusted'
import type { CommandIo } from '../command-io.ts'
import { notSignedIn } from '../failure/command-failure.ts'
import { readSession } from '../kept/find-session.ts'
import { askOnce } from './ask-once.ts'
import type { LoginTarget } from './login-target.ts'
import { redateCode } from './re-date-code.ts'

/**
 * Makes sure that a login waits for its person, and resolves to what to go on with. Of one whose code has run out the server is asked once
 * more: it knows best, and this machine's clock may be wrong. While it says pending, the code lives.
 *
 * @throws CommandFailure when none waits
 * @throws DeviceFlowError when the person, or the server, has said no, or it is not known whether the code was used
 */
export async function checkWaiting(target: LoginTarget, io: CommandIo): Promise<LoginTarget> {
  const { kept, services } = target
  const { pending, ended } = kept.record ?? {}
  if (!pending) {
    const why = ended?.by === 'server' && ended.message !== undefined ? `${cleanText(ended.message)} ` : ''
    throw notSignedIn(`${why}No login waits here. Begin one with device-flow login.`, ended?.error)
  }
  if (Date.now() < pending.authorization.expiresAt) return target
  const { type } = await askOnce(pending, services, io)
  if (type !== 'granted') {
    io.stderr.write('By the clock of this machine the code has run out. The server still waits for the person.\n')
    await redateCode(kept, pending.authorization.deviceCode)
  }
  const { record } = await readSession(kept.entry, io)
  return { ...target, kept: { ...kept, record } }
}
