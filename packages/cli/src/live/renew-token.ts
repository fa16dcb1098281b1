import type { Session } from '@device-flow/session'
import type { CommandIo } from '../command-io.ts'
import type { KeptSession } from '../kept/find-session.ts'
import { openKeptSession } from './open-kept-session.ts'
import { notRenewed } from './not-renewed.ts'
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
  try {
    const token = await renewed(session, minLifeMs, io)
    await waitUntilSaved(session, io)
    return token
  } finally {
    // Where it was signed out meanwhile, what a refresh under way brings is revoked before this process ends.
    await session.close()
  }
}

async function renewed(session: Session, minLifeMs: number | undefined, io: CommandIo): Promise<AccessToken> {
  // Renews it when it is about to expire.
  await session.getAccessToken().catch((failure: unknown) => {
    throw notRenewed(failure)
  })
  const token = tokenOf(session)
  if (minLifeMs === undefined || lives(token, minLifeMs)) return token
  await session.refresh()
  const longest = tokenOf(session)
  if (!lives(longest, minLifeMs)) {
    io.stderr.write(
      `The server gives tokens for less than that: this one is good for ${secondsLeft(longest.expiresAt, Date.now())} s.\n`,
    )
  }
  return longest
}

function tokenOf({ actor }: Session): AccessToken {
  const { tokens, error } = actor.getSnapshot().context
  if (!tokens) throw error ?? new Error('no tokens')
  const { accessToken, tokenType, expiresAt, scope } = tokens
  return { accessToken: accessToken.reveal(), tokenType, expiresAt, scope }
}

function lives({ expiresAt }: AccessToken, minLifeMs: number): boolean {
  return expiresAt === undefined || Date.now() < expiresAt - minLifeMs
}
