/**
 * What is wrong with a session, for programs.
 *
 * - `invalid` – no session at all, one of another version, or one that misses something
 * - `without_secrets` – its secrets were lost on the way: `JSON.stringify` and structured clones drop them
 * - `other_client` – it is of another server or client, or does not say of which
 */
export type DeviceSessionProblem = 'invalid' | 'without_secrets' | 'other_client'

/** A session that can't be taken up, typed by `problem`. The message says what to do; nothing of the session is in it. */
export class DeviceSessionError extends TypeError {
  override readonly name = 'DeviceSessionError'
  readonly problem: DeviceSessionProblem

  constructor(problem: DeviceSessionProblem, message: string) {
    super(message)
    this.problem = problem
  }
}

/** For what JSON, or a structured clone, has made of a session. */
export function lostSecretsError(): DeviceSessionError {
  return new DeviceSessionError(
    'without_secrets',
    'A device session without its secrets: JSON drops them. Keep sessions with encodeDeviceSession, and sign in again.',
  )
}
