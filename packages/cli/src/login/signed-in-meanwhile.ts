import { openSession } from '@device-flow/session'
import type { Session } from '@device-flow/session'
import type { SessionRecord } from '@device-flow/session/record'
import type { CommandIo } from '../command-io.ts'
import { readSession } from '../kept/find-session.ts'
import type { LoginTarget } from './login-target.ts'

/**
 * The session that a login has brought as it was cancelled: one that others have begun is left to them, with the grant that is on its way.
 * Undefined where there is none, or it cannot be read. Never rejects.
 *
 * @param leftBehind resolves when nothing of the login is on its way any more
 */
export async function signedInMeanwhile(
  { kept: { entry, record: before }, services }: LoginTarget,
  io: CommandIo,
  leftBehind: Promise<unknown>,
): Promise<Session | undefined> {
  const isNew = ({ signedIn }: SessionRecord): boolean => signedIn !== undefined && signedIn.id !== before?.signedIn?.id
  try {
    const { record: left } = await readSession(entry, io)
    // Given up, as one that was begun here is: nothing that arrives is kept.
    if (!left?.pending && !(left && isNew(left))) return undefined
    await leftBehind
    const { record } = await readSession(entry, io)
    return record && isNew(record) ? await openSession(services) : undefined
  } catch {
    return undefined
  }
}
