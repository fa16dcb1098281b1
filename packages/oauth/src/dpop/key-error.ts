/**
 * What is wrong with a key.
 *
 * - `missing` – it is gone: site data were removed, or it was kept for a shorter time than the session
 * - `changed` – another one is kept in its place
 */
export type DpopKeyProblem = 'missing' | 'changed'

const MESSAGES: Readonly<Record<DpopKeyProblem, string>> = {
  missing: 'The key that this session is bound to is gone from where it was kept. Sign in again.',
  changed: 'The key that is kept is not the one that this session is bound to. Sign in again.',
}

/**
 * Says that tokens cannot be used any more, as they are bound to a key that is not there. It is the `cause` of the `DeviceFlowError` by
 * which the session ends: `signedOut`, with `endedBy` `storage`.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9449#section-5 | RFC 9449 §5}
 */
export class DpopKeyError extends Error {
  override readonly name = 'DpopKeyError'
  readonly problem: DpopKeyProblem

  constructor(problem: DpopKeyProblem) {
    super(MESSAGES[problem])
    this.problem = problem
  }
}
