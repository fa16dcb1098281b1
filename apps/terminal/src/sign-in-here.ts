import process from 'node:process'
import { playPerson, type AuthServer } from '@device-flow/auth-server'
import { createInspector } from '@device-flow/inspect'
import { webSocketTransport } from '@device-flow/inspect/websocket'
import {
  signIn,
  terminalPrompt,
  type PromptHandlers,
  type SignInOptions,
  type TerminalPromptOptions,
} from '@device-flow/node'
import { exitCodes } from 'device-flow'
import { exitCodeFor } from './exit-code.ts'
import { printLines } from './print-lines.ts'
import { useSession } from './use-session.ts'

/** What a sign-in at this terminal needs. */
export interface SignInHere {
  server: AuthServer
  signal: AbortSignal
  /** What a script decides in the place of a person. */
  decision?: 'approve' | 'deny'
  /** Where a viewer listens for logins, if there is one. */
  viewerUrl?: string
  /** How the prompt looks. */
  look?: TerminalPromptOptions
  /** Trusts the server's certificate. */
  fetch?: typeof globalThis.fetch | undefined
}

/**
 * Signs this terminal in, uses the session, and signs out. Resolves to the exit code, also when the login failed or was cancelled: the
 * prompt has said so.
 *
 * @throws any other error
 */
export async function signInHere(options: SignInHere): Promise<number> {
  const { server, signal, decision, viewerUrl, look = {}, fetch = globalThis.fetch } = options
  const prompt = decision ? scripted(terminalPrompt({ ...look, keys: false }), decision) : terminalPrompt(look)
  // Only a prompt with keys can ask for another code.
  const hasKeys = prompt.onExpired !== undefined
  if (!decision && process.stdin.isTTY && !hasKeys)
    printLines(['  No keys here (CI or TERM=dumb): open the page yourself.'])
  const inspector = viewerUrl ? createInspector({ transport: webSocketTransport({ url: viewerUrl }) }) : undefined
  try {
    const session = await signIn({
      issuer: server.issuer,
      clientId: server.clientId,
      scope: 'openid profile offline_access api:read',
      resource: server.apiUrl,
      ...prompt,
      inspect: inspector?.inspect,
      signal,
      fetch,
    })
    await useSession(session, { url: `${server.apiUrl}/orders`, fetch })
    return exitCodes.signedIn
  } catch (error) {
    const exitCode = signal.aborted ? exitCodes.interrupted : exitCodeFor(error)
    if (exitCode === undefined) throw error
    return exitCode
  } finally {
    await inspector?.close()
  }
}

/** The same prompt, whose person is a script. */
function scripted(
  prompt: PromptHandlers,
  decision: 'approve' | 'deny',
): PromptHandlers & Pick<SignInOptions, 'onPrompt'> {
  return {
    ...prompt,
    onPrompt(shown: Parameters<PromptHandlers['onPrompt']>[0]): Promise<void> {
      prompt.onPrompt(shown)
      return playPerson({ ...shown, decision })
    },
  }
}
