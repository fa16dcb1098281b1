import { dispatchedFetch } from '@device-flow/node/network'
import { openSession } from '@device-flow/session'
import type { Session } from '@device-flow/session'
import type { CommandIo } from '../command-io.ts'
import { notSignedIn } from '../failure/command-failure.ts'
import { readSession } from '../kept/find-session.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { usableToken } from '../kept/access-token.ts'
import { keptServices } from './kept-services.ts'
import { signedInOf } from '../kept/signed-in.ts'

/** What a session is taken up for. */
interface Use {
  /** The origins that its token may be sent to. */
  readonly allowed?: string[]
  /** How long its token is to live at least, ms; undefined where it only must not be about to expire. */
  readonly minLifeMs?: number | undefined
}

/**
 * Takes a kept session up, so that its tokens are renewed when needed.
 *
 * @throws CommandFailure when nobody is signed in
 * @throws DeviceFlowError `storage` when it cannot be read
 * @throws UsageError when it has to be renewed, and the client's secret is missing, or a header; or when what is wanted for a proxy, a CA
 *   or the client's certificate cannot be used
 */
export async function openKeptSession(
  kept: KeptSession,
  io: CommandIo,
  { allowed, minLifeMs }: Use = {},
): Promise<Session> {
  const signedIn = signedInOf(kept)
  const { services, dispatcher, missing } = await keptServices(kept, io, allowed)
  // By another way than the one that was to be taken, no API is called either.
  if (missing && (!usableToken(signedIn, minLifeMs) || (allowed && missing.isUnusable))) throw missing.error
  const fetch = dispatcher && dispatchedFetch(dispatcher)
  const session = await openSession(services, { allowedOrigins: allowed, fetch })
  if (session) return session
  // Another process may have been told meanwhile that it is over, and has kept why.
  const { refused } = signedInOf(await readSession(kept.entry, io))
  throw notSignedIn(
    refused?.message ??
      'The access token has expired, and the server gave no refresh token. Sign in again with device-flow login.',
    refused?.error,
  )
}
