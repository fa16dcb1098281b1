import { isDeviceFlowError } from '@device-flow/machine'
import { parametersOf } from '../client/client-options.ts'
import type { CommandIo } from '../command-io.ts'
import { secondsToWait, waitInWords } from '../failure/when-again.ts'
import { loginCommand } from '../kept/login-command.ts'
import { resumeCommand } from '../kept/resume-command.ts'
import { secretsIn } from '../kept/secrets-in.ts'
import { describeEntry } from '../kept/select-session.ts'
import { checkWishes } from './check-wishes.ts'
import { checkWritable } from './check-writable.ts'
import { deliverKept } from './deliver-kept.ts'
import { heldSession } from './held-session.ts'
import { noteBeginning, noteEnd, noteSignedIn } from './index-login.ts'
import { isAnew } from './is-anew.ts'
import type { LoginFlagValues } from './login-flags.ts'
import type { LoginScreen } from './login-screen.ts'
import { findLoginTarget } from './login-target.ts'
import type { LoginTarget } from './login-target.ts'
import type { LoginSuccess } from './login-result.ts'
import { showOnly, stepsBefore } from './show-only.ts'
import { signInAndKeep } from './sign-in-and-keep.ts'
import { checkWaiting } from './waiting-login.ts'

/**
 * A login whose session is kept, so that other processes find it: whoever is signed in already still is, and a login that waits for its
 * person is joined.
 *
 * @throws as {@link findLoginTarget}, {@link checkWaiting}, `signIn` and {@link deliverKept} do
 * @throws SessionStoreError when the session cannot be listed; it is signed out then
 */
export async function keepingLogin(flags: LoginFlagValues, io: CommandIo, screen: LoginScreen): Promise<LoginSuccess> {
  let target = await findLoginTarget(flags, io)
  const { entry, record } = target.kept
  screen.server = { address: entry.client.server, provider: target.provider, clientAuth: target.clientAuth }
  screen.secrets.addClientAuth(target.clientAuth)
  screen.secrets.addHeaders(target.headers)
  screen.secrets.addTokens(secretsIn(record))
  const held = isAnew(flags, record) ? undefined : await heldSession(target, io)
  if (held) {
    io.stderr.write(`${signedInAlready(target)}\n`)
    await noteSignedIn(entry, io)
    return deliverKept(held, target, flags, io, screen, { requested: parametersOf(flags), isHeld: true })
  }
  target = checkWishes(target, flags, io)
  // It is joined there, or refused if another store was asked for.
  if (!flags.resume && !(await noteBeginning(entry, io))) return keepingLogin(flags, io, screen)
  if (record?.pending) await checkWritable(target.kept)
  try {
    if (flags.resume) target = await checkWaiting(target, io)
    return flags['no-wait'] ? await showOnly(target, flags, io, screen) : await signInAndKeep(target, flags, io, screen)
  } catch (error) {
    if ((await noteEnd(entry, io)) && !target.isOver()) {
      const steps = stepsBefore(target, io)
      screen.next = [...steps, resumeCommand(entry, '--json')]
      for (const step of steps) io.stderr.write(`${step}\n`)
      io.stderr.write(`The login still waits for its person. Go on with: ${resumeCommand(entry)}\n`)
      throw error
    }
    const seconds = secondsToWait(error)
    if (seconds !== undefined) screen.next = [`Wait ${seconds} s`, loginCommand(entry, '--json')]
    const when = seconds === undefined ? '' : ` in ${waitInWords(seconds)}`
    if (when || isEndedElsewhere(error)) io.stderr.write(`Begin again${when} with: ${loginCommand(entry)}\n`)
    throw error
  }
}

/** Whether a login was given up in another process, or its record removed. */
function isEndedElsewhere(error: unknown): boolean {
  return isDeviceFlowError(error) && (error.endedBy === 'elsewhere' || error.endedBy === 'storage')
}

function signedInAlready({ kept: { entry } }: LoginTarget): string {
  return `Signed in already: ${describeEntry(entry)}. To sign in anew: --force, or device-flow logout first.`
}
