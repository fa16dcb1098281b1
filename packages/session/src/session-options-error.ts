/** Says which option cannot work, and why. The message never repeats a value. */
export class SessionOptionsError extends TypeError {
  override readonly name = 'SessionOptionsError'
  /** The path of the option, e.g. `allowedOrigins[0]`. */
  readonly option: string

  /** Makes the error for an option, by its path, with what is wrong with its value. */
  constructor(option: string, problem: string) {
    super(`${option}: ${problem}`)
    this.option = option
  }
}
