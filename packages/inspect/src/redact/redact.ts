import type { Json } from '@device-flow/machine'
import { Redactor } from './redactor.ts'
import type { RedactOptions } from './redactor.ts'

/**
 * Turns anything (an inspection event, a context, an error, a chart) into plain JSON without a secret. Never throws, and cuts what is too
 * deep or too large. It recognises a secret by its type (`Secret`), by its name, by its form (JWT, credentials, private keys), and
 * everywhere in the value once it was recognised in one place. Redacting twice changes nothing.
 *
 * @example
 * ```ts
 * import { redact } from '@device-flow/inspect'
 *
 * console.log(redact({ access_token: 'abc', user_code: 'WDJB-MJHT' }))
 * // { access_token: '[secret]', user_code: 'WDJB-MJHT' }
 * ```
 */
export function redact(value: unknown, options?: RedactOptions): Json {
  return new Redactor(options).redact(value)
}
