import type { CommandIo } from '../command-io.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { openKeptSession } from './open-kept-session.ts'
import { waitUntilSaved } from './wait-until-saved.ts'
import { secondsLeft } from '../kept/access-token.ts'
import type { AccessToken } from '../kept/access-token.ts'

/**
 * Renews the access token of a kept session, unless another process does it meanwhile: then it takes what that brings.
 *
 * @param minLifeMs how long it is to live at least; undefined where it only must not be about to expire
 * @throws CommandFailure when nobody is signed in any more
 * @throws DeviceFlowError when it cannot be renewed
 * @throws SessionStoreError when the session cannot be read
 * @throws UsageError when the client's secret is missing, or a header
 */
export async function renewToken(
  kept: KeptSession,
  minLifeMs: number | undefined,
  io: CommandIo,
): Promise<AccessToken> {
  const session = await openKeptSession(kept, io, { minLifeMs })
  // Renews it when it is about to expire.
  await session.getAccessToken()
  let token = held()
  if (minLifeMs !== undefined && !lives(token, minLifeMs)) {
    await session.refresh()
    token = held()
    if (!lives(token, minLifeMs)) {
      io.stderr.write(
        `The server gives tokens for less than that: this one is good for ${secondsLeft(token.expiresAt, Date.now())} s.\n`,
      )
    }
  }
  await waitUntilSaved(session, io)
  return token

  function held(): AccessToken {
    const { tokens } = session.actor.getSnapshot().context
    if (!tokens) throw session.actor.getSnapshot().context.error ?? new Error('no tokens')
    const { accessToken, tokenType, expiresAt, scope } = tokens
    return { accessToken: accessToken.reveal(), tokenType, expiresAt, scope }
  }
}

function lives({ expiresAt }: AccessToken, minLifeMs: number): boolean {
  return expiresAt === undefined || Date.now() < expiresAt - minLifeMs
}
