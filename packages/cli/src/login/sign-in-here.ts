import { signIn } from '@device-flow/node'
import type { Session, SignInOptions } from '@device-flow/node'
import type { CommandIo } from '../command-io.ts'
import { inspectorFor } from './connect-inspector.ts'
import type { LoginFlagValues } from './login-flags.ts'
import type { LoginScreen } from './login-screen.ts'

/** What a login is made of beside its prompt: the options of `signIn` that say which server, or services. */
type Server = Omit<SignInOptions, 'onPrompt' | 'onChange' | 'signal' | 'waitUntil' | 'inspect'>

/** Signs a person in on this terminal. Rejects as `signIn` does. */
export async function signInHere(
  server: Server,
  flags: LoginFlagValues,
  io: CommandIo,
  screen: LoginScreen,
): Promise<Session> {
  const inspector = await inspectorFor(flags, io)
  return signIn({
    ...server,
    ...screen.handlers(),
    signal: io.signal,
    waitUntil: io.waitUntil,
    inspect(event) {
      screen.secrets.inspect(event)
      inspector?.inspect(event)
    },
  } as SignInOptions)
}
