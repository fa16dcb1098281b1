/**
 * Says that an authorized fetch does not send the access token to an origin. There was no request.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6750#section-5.2 | RFC 6750 §5.2}
 */
export class OriginNotAllowedError extends TypeError {
  override readonly name = 'OriginNotAllowedError'
  /** Where the request was to go, e.g. `https://api.example.com`. */
  readonly origin: string

  /** Makes the error for an origin, with what to do about it. */
  constructor(origin: string, advice: string) {
    super(`The access token is not sent to ${origin}: ${advice}`)
    this.origin = origin
  }
}
