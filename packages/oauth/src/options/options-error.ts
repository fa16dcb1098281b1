/**
 * Says which option of `createOAuthServices`, or of one of its calls, cannot work, and why. The message never repeats a
 * secret.
 */
export class OAuthOptionsError extends TypeError {
  override readonly name = 'OAuthOptionsError'
  /** The path of the option, e.g. `endpoints.tokenEndpoint`. */
  declare readonly option: string

  /** Makes the error for an option, by its path, with what is wrong with its value. */
  constructor(option: string, problem: string) {
    super(`${option}: ${problem}`)
    this.option = option
  }
}
