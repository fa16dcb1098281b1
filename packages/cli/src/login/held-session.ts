import { isDeviceFlowError } from '@device-flow/machine'
import { openSession } from '@device-flow/session'
import type { Session } from '@device-flow/session'
import type { LoginTarget } from './login-target.ts'

/**
 * Finds out whether somebody is signed in already: the access token lives, or can be renewed. A server that cannot be reached ends no
 * session. Resolves to undefined when a login is needed.
 */
export async function heldSession({ kept, services }: LoginTarget): Promise<Session | undefined> {
  if (!kept.record?.signedIn) return undefined
  const session = await openSession(services)
  try {
    await session?.getAccessToken()
    return session
  } catch (error) {
    if (isDeviceFlowError(error) && error.reason === 'signedOut') return undefined
    return session
  }
}
