/** Says which option cannot work, and why. The message never repeats a value. */
export class SessionOptionsError extends TypeError {
  override readonly name = 'SessionOptionsError'
  /** The option, e.g. `allowedOrigins`. */
  readonly option: string

  /** Makes the error for an option, by its name, with what is wrong with its value. */
  constructor(option: string, problem: string) {
    super(`${option}: ${problem}`)
    this.option = option
  }
}
