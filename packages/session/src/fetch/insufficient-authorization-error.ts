import type { DeviceAuthorizationRequest } from '@device-flow/machine'

/**
 * What an {@link InsufficientAuthorizationError} carries beside its message. All text of the API's is cleaned of control characters, and
 * left out where it repeats the access token.
 */
export interface InsufficientAuthorizationDetails {
  /**
   * What is missing: a scope (RFC 6750), or a sign-in that is stronger or more recent (RFC 9470).
   */
  error: 'insufficient_scope' | 'insufficient_user_authentication'
  /** The API's own `error_description`. */
  errorDescription?: string | undefined
  /** The HTTP status of the response. */
  status: number
  /** The scopes that the request needs, space-separated, where the API names them. */
  scope?: string | undefined
  /** The ways to sign in one of which the API wants, space-separated, where it names them (`acr_values`). */
  acrValues?: string | undefined
  /** How long ago the person may have signed in, s, where the API says it (`max_age`). */
  maxAge?: number | undefined
  /** What a new login has to ask for: the scopes that are held and those that are missing, `acr_values`, `max_age`. */
  request: DeviceAuthorizationRequest
}

/**
 * Says that the API takes the access token, but wants more for this request: a scope that the person has not granted, or a sign-in that is
 * stronger or more recent. A refresh brings neither: sign the person out, and in again with `start(error.request)`, or with
 * `signIn({ …, request: error.request })`. In a page, an API of another origin has to show its challenge to scripts
 * (`Access-Control-Expose-Headers: WWW-Authenticate`).
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6750#section-3.1 | RFC 6750 §3.1}
 * @see {@link https://www.rfc-editor.org/rfc/rfc9470#section-3 | RFC 9470 §3}
 * @example
 * ```ts
 * import type { DeviceFlowActor } from '@device-flow/machine'
 * import { InsufficientAuthorizationError } from '@device-flow/session'
 *
 * export function signInAgain(actor: DeviceFlowActor, error: unknown): void {
 *   if (!(error instanceof InsufficientAuthorizationError)) throw error
 *   actor.send({ type: 'signOut' })
 *   actor.send({ type: 'start', request: error.request })
 * }
 * ```
 */
export class InsufficientAuthorizationError extends Error {
  override readonly name = 'InsufficientAuthorizationError'
  // Declared only: as fields, each would be defined a second time in every bundle.
  declare readonly error: InsufficientAuthorizationDetails['error']
  declare readonly errorDescription: string | undefined
  declare readonly status: number
  declare readonly scope: string | undefined
  declare readonly acrValues: string | undefined
  declare readonly maxAge: number | undefined
  declare readonly request: DeviceAuthorizationRequest

  constructor(message: string, details: InsufficientAuthorizationDetails) {
    super(message)
    this.error = details.error
    this.errorDescription = details.errorDescription
    this.status = details.status
    this.scope = details.scope
    this.acrValues = details.acrValues
    this.maxAge = details.maxAge
    this.request = details.request
  }
}
