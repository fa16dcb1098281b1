import type { Json } from '@device-flow/machine'
import { Redactor } from './redactor.ts'
import type { RedactOptions } from './redactor.ts'

/**
 * Turns anything (an inspection event, a context, an error, a chart) into plain JSON without a secret. Never throws, and bounds what
 * is too deep or too large. A secret is known by being a `Secret`, by its name, by its looks (JWT, credentials, private keys), and
 * anywhere in the value by having been known in one place. Redacting twice changes nothing.
 */
export function redact(value: unknown, options?: RedactOptions): Json {
  return new Redactor(options).redact(value)
}
