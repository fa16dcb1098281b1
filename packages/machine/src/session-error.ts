/**
 * What is wrong with a session, for programs.
 *
 * - `invalid` – no session at all, one of another version, or one that misses something
 * - `withoutSecrets` – its secrets were lost on the way: `JSON.stringify` and structured clones drop them
 * - `otherClient` – it is of another server or client, or does not say of which
 */
export type DeviceSessionProblem = 'invalid' | 'withoutSecrets' | 'otherClient'

/** A session cannot be resumed; `problem` says why. The message says what to do, and holds nothing of the session. */
export class DeviceSessionError extends TypeError {
  override readonly name = 'DeviceSessionError'
  declare readonly problem: DeviceSessionProblem

  constructor(problem: DeviceSessionProblem, message: string) {
    super(message)
    this.problem = problem
  }
}

/** The error for a session that went through JSON or a structured clone. */
export function lostSecretsError(): DeviceSessionError {
  return new DeviceSessionError(
    'withoutSecrets',
    'A device session without its secrets: JSON drops them. Keep sessions with encodeDeviceSession, and sign in again.',
  )
}
