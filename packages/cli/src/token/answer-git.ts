import { UsageError } from '../arguments/usage-error.ts'
import type { CommandIo } from '../command-io.ts'
import { allowedOrigins, notAllowed } from '../kept/allowed-origins.ts'
import { findSession } from '../kept/find-session.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { decodeKeptLogin } from '../kept/kept-login.ts'
import { readStdin } from '../process/read-stdin.ts'
import type { AccessToken } from '../kept/access-token.ts'
import { checkBearer } from './bearer-only.ts'
import { gitCredential, gitOrigin, readGitRequest } from './git-credential.ts'
import type { TokenFlagValues } from './token-flags.ts'

/** What git does with a credential helper: it asks for a credential, and says later whether that was good. */
const OPERATIONS: ReadonlySet<string> = new Set(['get', 'store', 'erase'])

type ReadToken = (kept: KeptSession, flags: TokenFlagValues, io: CommandIo) => Promise<AccessToken>

/**
 * Answers git as a credential helper does: the token, for a server that it is for. git asks each helper that it knows, whatever the
 * server.
 *
 * @throws UsageError when it was not git that called, or the token is not for that server
 * @throws CommandFailure for a token that is bound to a key
 */
export async function answerGit(
  operation: string | undefined,
  flags: TokenFlagValues,
  io: CommandIo,
  readToken: ReadToken,
): Promise<string> {
  if (operation === undefined || !OPERATIONS.has(operation)) {
    throw new UsageError('--format git is for a credential helper: git adds get, store or erase.')
  }
  if (operation !== 'get') return ''
  const request = readGitRequest((await readStdin(io)).toString())
  const kept = await findSession(flags, io)
  const allowed = allowedOrigins(
    kept.entry.client,
    decodeKeptLogin(kept.record?.app)?.allowedOrigins,
    flags['allow-origin'],
  )
  const origin = gitOrigin(request)
  if (!allowed.includes(origin)) throw notAllowed(origin, allowed)
  const token = await readToken(kept, flags, io)
  checkBearer(token)
  return gitCredential(token, request)
}
