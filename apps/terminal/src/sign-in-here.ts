import type { AuthServer } from '@device-flow/auth-server'
import { createInspector } from '@device-flow/inspect'
import { webSocketTransport } from '@device-flow/inspect/websocket'
import { signIn, terminalPrompt, type DevicePrompt } from '@device-flow/node'
import { exitCodes } from 'device-flow'
import { exitCodeFor } from './exit-code.ts'
import { useSession } from './use-session.ts'

/** What a sign-in at this terminal needs. */
export interface SignInHere {
  server: AuthServer
  /** Told of the code after the person was. */
  onPrompt: (prompt: DevicePrompt) => void | PromiseLike<void>
  signal: AbortSignal
  /** Where a viewer listens for logins, if there is one. */
  viewerUrl: string | undefined
}

/**
 * Signs this terminal in, uses the session, and signs out. Resolves to the exit code, also when the login failed or was cancelled: the
 * prompt has said so.
 *
 * @throws any other error
 */
export async function signInHere({ server, onPrompt, signal, viewerUrl }: SignInHere): Promise<number> {
  const prompt = terminalPrompt()
  const inspector = viewerUrl ? createInspector({ transport: webSocketTransport({ url: viewerUrl }) }) : undefined
  try {
    const session = await signIn({
      issuer: server.issuer,
      clientId: server.clientId,
      scope: 'openid profile offline_access api:read',
      resource: server.apiUrl,
      onPrompt(shown) {
        prompt.onPrompt(shown)
        return onPrompt(shown)
      },
      onChange: prompt.onChange,
      inspect: inspector?.inspect,
      signal,
    })
    await useSession(session, `${server.apiUrl}/orders`)
    return exitCodes.signedIn
  } catch (error) {
    const exitCode = signal.aborted ? exitCodes.interrupted : exitCodeFor(error)
    if (exitCode === undefined) throw error
    return exitCode
  } finally {
    await inspector?.close()
  }
}
