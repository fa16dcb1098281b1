import { Secret } from '@device-flow/machine'
import { exitCodes } from '../exit-codes.ts'
import { CommandFailure, notSignedIn } from '../failure/command-failure.ts'
import { cleanText } from '@device-flow/untrusted'
import type { LoginTarget } from './login-target.ts'

/**
 * Throws unless a login waits for its person. One whose code has run out is forgotten.
 *
 * @throws CommandFailure
 */
export async function checkWaiting({ kept: { record }, services }: LoginTarget): Promise<void> {
  const { pending, ended } = record ?? {}
  if (!pending) {
    const why = ended?.by === 'server' && ended.message !== undefined ? `${cleanText(ended.message)} ` : ''
    throw notSignedIn(`${why}No login waits here. Begin one with device-flow login.`, ended?.error)
  }
  const { authorization } = pending
  if (Date.now() < authorization.expiresAt) return
  await services.session.forget({ ...authorization, deviceCode: new Secret(authorization.deviceCode) })
  throw new CommandFailure(
    'The code was not used in time, and has expired. Begin again with device-flow login.',
    exitCodes.expired,
    { reason: 'expired', error: 'expired_token' },
  )
}
