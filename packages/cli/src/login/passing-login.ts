import { dpopOption } from '../client/dpop-option.ts'
import { extraHeaders } from '../client/extra-headers.ts'
import { loginOptions } from '../client/login-options.ts'
import type { CommandIo } from '../command-io.ts'
import { exitCodes } from '../exit-codes.ts'
import { OutputLostError } from '../process/write-stdout.ts'
import { deliverSession } from './deliver-session.ts'
import type { LoginFlagValues } from './login-flags.ts'
import type { LoginScreen } from './login-screen.ts'
import type { LoginSuccess } from './login-result.ts'
import { announceRevocation } from './revoke-unprinted.ts'
import { signInHere } from './sign-in-here.ts'

/**
 * `device-flow login --store memory`: a login whose session ends with its process. One that nobody learns of must not live on: where it
 * cannot be printed, it is signed out.
 *
 * @param isRevoked whether its caller will revoke it at the end: people are told so before they approve
 * @throws UsageError and OAuthOptionsError for flags that cannot work
 * @throws as `signIn` and {@link deliverSession} do
 */
export async function passingLogin(
  flags: LoginFlagValues,
  io: CommandIo,
  screen: LoginScreen,
  isRevoked: boolean,
): Promise<LoginSuccess> {
  const headers = extraHeaders(flags, io)
  const options = { ...(await loginOptions(flags, headers, io)), ...(await dpopOption(flags, undefined)) }
  screen.secrets.addHeaders(headers)
  const { issuer, endpoints, provider, clientAuth } = options
  screen.server = { address: issuer ?? endpoints?.tokenEndpoint, provider, clientAuth }
  screen.secrets.addClientAuth(clientAuth)
  if (isRevoked) screen.beforeCode = () => announceRevocation(io)
  const session = await signInHere(options, flags, io, screen)
  try {
    await deliverSession(session, flags, io, screen.print, {
      requested: options.parameters ?? {},
      server: screen.server,
    })
  } catch (error) {
    if (io.signal?.aborted && !(error instanceof OutputLostError)) {
      io.stderr.write('Cancelled before the tokens were read, so the sign-in is undone.\n')
    }
    await session.signOut()
    throw error
  }
  return { exitCode: exitCodes.signedIn, session, isHeld: flags['show-tokens'] === true }
}
