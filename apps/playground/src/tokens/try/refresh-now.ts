import type { DeviceFlow } from '@device-flow/react'
import { waitFor } from 'xstate'

/** Renews the access token now. Resolves to what came of it, in words. */
export async function refreshNow({ actor, refresh }: DeviceFlow): Promise<string> {
  const before = actor.getSnapshot().context.tokens
  if (!before?.refreshToken)
    throw new Error('There is no refresh token. Ask for offline_access in the scope, and sign in again.')
  refresh()
  const { context } = await waitFor(actor, (snapshot) => !snapshot.matches('refreshing'), { timeout: Infinity })
  if (context.error) throw new Error(context.error.message)
  if (context.refreshError) throw new Error(context.refreshError.message)
  const after = context.tokens
  if (after === before)
    throw new Error(
      'No refresh was sent: the server asked to wait, or refuses this token. The device tries again by itself.',
    )
  return after?.refreshToken?.reveal() === before.refreshToken.reveal()
    ? 'There is a new access token. The server gave no new refresh token: the old one stays good.'
    : 'There is a new access token, and a new refresh token in the place of the old one.'
}
