/**
 * Why a store did not read or write, for programs.
 *
 * - `denied` – the platform does not let us: permissions, a read-only folder, storage that is switched off
 * - `full` – there is no room
 * - `damaged` – what is stored is cut off, or no record of ours; it is kept aside, not overwritten
 * - `otherVersion` – what is stored is of a newer version of this software; it is not overwritten
 * - `otherClient` – what is stored is of another client, of another server, or for other scopes; it is not overwritten
 * - `keyLost` – the record is there, and the key that opens it is not; it is kept aside
 * - `keyDenied` – the platform does not give us the key
 * - `locked` – the keyring is locked: a person has to unlock it
 * - `unavailable` – the platform did not answer in time, or has no such store
 */
export type StoreProblem =
  | 'denied'
  | 'full'
  | 'damaged'
  | 'otherVersion'
  | 'otherClient'
  | 'keyLost'
  | 'keyDenied'
  | 'locked'
  | 'unavailable'

/**
 * A store did not read or write; `problem` says why. The message says where, and what to do next, in whole sentences: where its last has
 * no full stop, it gets one. It holds nothing of the session.
 */
export class SessionStoreError extends Error {
  override readonly name = 'SessionStoreError'
  readonly problem: StoreProblem

  constructor(problem: StoreProblem, message: string, options?: { cause?: unknown }) {
    // Others follow it: "Try again in 10 s."
    super(/[.?!]$/.test(message) ? message : `${message}.`, options)
    this.problem = problem
  }
}
