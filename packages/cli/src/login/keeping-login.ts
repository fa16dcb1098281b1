import { isDeviceFlowError } from '@device-flow/machine'
import type { Session } from '@device-flow/session'
import { isPollUnderWay } from '@device-flow/session/record'
import { parametersOf } from '../client/client-options.ts'
import { stepForHeaders } from '../client/extra-headers.ts'
import type { CommandIo } from '../command-io.ts'
import { secondsToWait, waitInWords } from '../failure/when-again.ts'
import { loginCommand } from '../kept/login-command.ts'
import { resumeCommand } from '../kept/resume-command.ts'
import { secretsIn } from '../kept/secrets-in.ts'
import { describeEntry } from '../kept/select-session.ts'
import { checkWritable } from './check-writable.ts'
import { deliverSession } from './deliver-session.ts'
import type { Delivered } from './deliver-session.ts'
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
  screen.server = { address: entry.client.server, provider: target.provider }
  screen.secrets.addClientAuth(target.clientAuth)
  screen.secrets.addHeaders(target.headers)
  screen.secrets.addTokens(secretsIn(record))
  const held = isAnew(flags, record) ? undefined : await heldSession(target, io)
  if (held) {
    io.stderr.write(`${signedInAlready(target)}\n`)
    await noteSignedIn(entry, io)
    return deliverKept(held, target, flags, io, screen, { requested: parametersOf(flags), isHeld: true })
  }
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

/** Shows the code, and how to go on: another process does, whenever the person has decided. */
async function showOnly(
  target: LoginTarget,
  flags: LoginFlagValues,
  io: CommandIo,
  screen: LoginScreen,
): Promise<LoginSuccess> {
  const { onChange, showCode } = screen.withoutWaiting()
  const shown = await askForCode(target, io, onChange)
  const { entry } = target.kept
  const steps = stepsBefore(target, io)
  await showCode(shown, {
    next: ['Show user_code and verification_uri to the person', ...steps, resumeCommand(entry, '--json')],
  })
  const lines = flags.json ? [] : [...steps, `When that is done: ${resumeCommand(entry)}`]
  for (const line of lines) io.stderr.write(`${line}\n`)
  return { exitCode: exitCodes.signedIn, session: undefined, isHeld: true }
}

/** What is to be done before another process can go on. */
function stepsBefore({ headers }: LoginTarget, io: CommandIo): string[] {
  const step = stepForHeaders(headers, io)
  return step === undefined ? [] : [step]
}

async function signInAndKeep(
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

/** Who is signed in for all other processes is told so, though somebody may have pressed Ctrl-C at that moment. */
async function deliverKept(
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
  await deliverSession(session, flags, { ...io, signal: undefined }, screen.print, { ...asked, store })
  return { exitCode: exitCodes.signedIn, session, isHeld: true }
}

/** Whether a login was given up in another process, or its record removed. */
function isEndedElsewhere(error: unknown): boolean {
  return isDeviceFlowError(error) && (error.endedBy === 'elsewhere' || error.endedBy === 'storage')
}

function signedInAlready({ kept: { entry } }: LoginTarget): string {
  return `Signed in already: ${describeEntry(entry)}. To sign in anew: --force, or device-flow logout first.`
}
