/** The command was called wrongly; the message says what to do, in one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
