import type { Session } from '@device-flow/node'
import { cleanText } from '@device-flow/untrusted'
import { providerAt } from '../client/provider-at.ts'
import type { ServerOfLogin } from '../client/server-of-login.ts'
import type { CommandIo } from '../command-io.ts'
import type { KeyPlace } from '../kept/key-place.ts'
import { isAmongAt } from '../kept/is-among-at.ts'
import { notGranted } from '../kept/not-granted.ts'
import { writeStdout } from '../process/write-stdout.ts'
import { authorizedLine } from './json-lines.ts'
import type { PrintLine } from './line-printer.ts'
import type { LoginFlagValues } from './login-flags.ts'
import { signInNotes } from './sign-in-notes.ts'
import type { RequestedSignIn } from './sign-in-notes.ts'

/** What is known of a session beside what is in it. */
export interface Delivered {
  /** How the person was to sign in. */
  requested: RequestedSignIn
  /** Whether they were signed in already. */
  isHeld?: boolean
  /** Where they are signed in. */
  server: ServerOfLogin | undefined
  /** Where the key of the session is; undefined when it is not kept: then the refresh token is printed with the other. */
  store?: KeyPlace
}

/**
 * Prints that someone is signed in, who, and what was not granted; with `--show-tokens` the access token, too.
 *
 * @throws as {@link writeStdout} does
 */
export async function deliverSession(
  session: Session,
  flags: LoginFlagValues,
  io: CommandIo,
  print: PrintLine,
  { requested, isHeld = false, store, server }: Delivered,
): Promise<void> {
  for (const note of signInNotes(requested, session.claims, isHeld)) io.stderr.write(`${note}\n`)
  const missing = await missingScopes(session, server)
  if (missing !== undefined) io.stderr.write(`Not granted: ${cleanText(missing, 200)}\n`)
  const showsTokens = flags['show-tokens'] === true
  if (flags.json) await print(authorizedLine(session, { showsTokens, store, notGranted: missing }), io.signal)
  else if (showsTokens) await writeStdout(io.stdout, `${await session.getAccessToken()}\n`, io.signal)
}

/** The scopes that were not granted, by the names that the provider has for them. */
async function missingScopes({ actor }: Session, server: ServerOfLogin | undefined): Promise<string | undefined> {
  const { tokens, client } = actor.getSnapshot().context
  // Mostly none, and nothing has to be known of the provider.
  if (notGranted(client?.scope, tokens) === undefined) return undefined
  const profile = await providerAt(server?.address, server?.provider)
  return notGranted(client?.scope, tokens, isAmongAt(profile))
}
