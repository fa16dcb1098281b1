import { isSecureOrigin } from '@device-flow/untrusted'
import { SessionOptionsError } from '../session-options-error.ts'

/**
 * The origins that an app names, as they are compared; undefined where it names none.
 *
 * @throws SessionOptionsError for what is no origin over https or on loopback
 */
export function checkNamedOrigins(named: readonly string[] | undefined): readonly string[] | undefined {
  if (named === undefined) return undefined
  if (Array.isArray(named) && named.every(isSecureOrigin)) return named.map((origin) => new URL(origin).origin)
  throw new SessionOptionsError(
    'allowedOrigins',
    "must be a list of origins without a path, over https or on loopback, such as ['https://api.example.com']",
  )
}
