import { isPollUnderWay } from '@device-flow/session/record'
import type { CommandIo } from '../command-io.ts'
import { deliverKept } from './deliver-kept.ts'
import { noteSignedIn } from './index-login.ts'
import type { LoginFlagValues } from './login-flags.ts'
import type { LoginSuccess } from './login-result.ts'
import type { LoginScreen } from './login-screen.ts'
import { loginServices } from './login-services.ts'
import type { LoginTarget } from './login-target.ts'
import { signInHere } from './sign-in-here.ts'
import { signedInMeanwhile } from './signed-in-meanwhile.ts'
import { writeNotice } from './write-notice.ts'

/**
 * Signs a person in, lists the session, and says where it is kept.
 *
 * @throws as `signIn` and {@link deliverKept} do
 * @throws SessionStoreError when the session cannot be listed; it is signed out then
 */
export async function signInAndKeep(
  target: LoginTarget,
  flags: LoginFlagValues,
  io: CommandIo,
  screen: LoginScreen,
): Promise<LoginSuccess> {
  const { entry, store, record } = target.kept
  if (record?.pending && isPollUnderWay(record.pending, Date.now())) {
    io.stderr.write('Another process is asking the server, or died as it did: this one asks in some seconds.\n')
  }
  const services = loginServices(target, flags)
  const leftBehind: Promise<void>[] = []
  const waitUntil = (work: Promise<void>): void => {
    // What the keeper revokes, as it came too late, signIn does not know of.
    const settled = work.then(() => target.settled())
    leftBehind.push(settled)
    io.waitUntil?.(settled)
  }
  const session = await signInHere({ services }, flags, { ...io, waitUntil }, screen).catch(async (error: unknown) => {
    await services.settled()
    const brought = io.signal?.aborted ? await signedInMeanwhile(target, io, Promise.all(leftBehind)) : undefined
    if (!brought) throw error
    io.stderr.write('The approval came at that moment, and the session is kept. To sign out: device-flow logout\n')
    return brought
  })
  await noteSignedIn(entry, io).catch(async (error: unknown) => {
    // What is not listed nobody finds.
    await session.signOut()
    throw error
  })
  writeNotice(io, (await store.describe(entry.key)).text)
  return deliverKept(session, target, flags, io, screen, { requested: target.parameters })
}
