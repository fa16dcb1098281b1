import { openSession } from '@device-flow/session'
import type { Session } from '@device-flow/session'
import type { CommandIo } from '../command-io.ts'
import { notSignedIn } from '../failure/command-failure.ts'
import { readSession } from '../kept/find-session.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { keptServices } from './kept-services.ts'
import { signedInOf } from '../kept/signed-in.ts'

/**
 * Takes a kept session up, so that its tokens are renewed when needed.
 *
 * @param allowed the origins that its token may be sent to
 * @throws CommandFailure when nobody is signed in
 * @throws DeviceFlowError `storage` when it cannot be read
 * @throws UsageError when the client's secret is missing
 */
export async function openKeptSession(kept: KeptSession, io: CommandIo, allowed?: string[]): Promise<Session> {
  signedInOf(kept)
  const session = await openSession(keptServices(kept, io, allowed), { allowedOrigins: allowed })
  if (session) return session
  // Another process may have been told meanwhile that it is over, and has kept why.
  const { refused } = signedInOf(await readSession(kept.entry, io))
  throw notSignedIn(
    refused?.message ??
      'The access token has expired, and the server gave no refresh token. Sign in again with device-flow login.',
    refused?.error,
  )
}
