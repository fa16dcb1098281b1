/** Why the relay gives back no answer of a server, in words for the page. */
export class RelayRefusal extends Error {
  override readonly name = 'RelayRefusal'
  /** The status of the relay's own answer. */
  readonly status: number

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
}
