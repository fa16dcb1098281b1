import { openSession } from '@device-flow/session'
import type { Session } from '@device-flow/session'
import type { CommandIo } from '../command-io.ts'
import { readSession } from '../kept/find-session.ts'
import type { LoginTarget } from './login-target.ts'

/**
 * Finds out whether somebody is signed in already: the access token lives, or can be renewed. A server that cannot be reached ends no
 * session. Resolves to undefined when a login is needed: nobody is signed in, or the token is dead and the server has refused another.
 */
export async function heldSession({ kept, services }: LoginTarget, io: CommandIo): Promise<Session | undefined> {
  if (!kept.record?.signedIn) return undefined
  const session = await openSession(services)
  try {
    await session?.getAccessToken()
    return session
  } catch {
    const { record } = await readSession(kept.entry, io)
    if (record?.signedIn && !record.signedIn.declined) return session
    await session?.close()
    return undefined
  }
}
