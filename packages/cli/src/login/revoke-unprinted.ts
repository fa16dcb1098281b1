import type { Session } from '@device-flow/node'
import type { CommandIo } from '../command-io.ts'
import { whenAborted } from '../process/when-aborted.ts'
import { writeNoticeOver } from './write-notice.ts'

const REVOKED = 'The tokens were not printed, so they have been revoked.'
const NOT_REVOKED =
  'The tokens were not printed, and the server has not said that it revoked them: they may live on there until they expire.'

const NOT_KEPT =
  'The tokens are neither printed nor kept, so they will be revoked at the end. Use --show-tokens to get them, or leave --store memory out.'

/** Says, once there is a code and before a person is asked to approve, that {@link revokeUnprinted} will follow. */
export function announceRevocation(io: CommandIo): void {
  writeNoticeOver(io, NOT_KEPT)
}

/**
 * Revokes the tokens of a session that ends with this process, as nobody would hold them, and says on stderr whether that succeeded. Takes
 * 5 s at most, and ends at once when the command is cancelled. Never rejects.
 */
export async function revokeUnprinted(session: Session, { stderr, signal }: CommandIo): Promise<void> {
  const { revoked } = await Promise.race([session.signOut(), whenAborted(signal).then(() => ({ revoked: false }))])
  stderr.write(`${revoked ? REVOKED : NOT_REVOKED} Use --show-tokens to get them.\n`)
}
