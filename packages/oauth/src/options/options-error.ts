/** `createOAuthServices`, or one of its calls, was given a setting that can't work. The message never repeats a secret. */
export class OAuthOptionsError extends TypeError {
  override readonly name = 'OAuthOptionsError'
  /** The path of the option, e.g. `endpoints.tokenEndpoint`. */
  readonly option: string

  constructor(option: string, problem: string) {
    super(`${option}: ${problem}`)
    this.option = option
  }
}
