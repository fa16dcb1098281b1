import { cleanText, isSecureOrigin, originsOfApis } from '@device-flow/untrusted'
import { UsageError } from '../arguments/usage-error.ts'
import type { SessionEntry } from './session-index.ts'

/**
 * The origins that a session's token may be sent to: those of the APIs that it is for, those that its login allowed, and those that are
 * given now.
 *
 * @throws UsageError for what is no origin over https or on loopback
 */
export function allowedOrigins(
  client: SessionEntry['client'],
  ...named: readonly (readonly string[] | undefined)[]
): string[] {
  return [...new Set([...originsOfApis(client), ...named.flatMap(checkedOrigins)])]
}

/**
 * Checks what was given for `--allow-origin`.
 *
 * @throws UsageError for what is no origin over https or on loopback
 */
export function checkedOrigins(origins: readonly string[] = []): string[] {
  return origins.map((origin) => {
    if (isSecureOrigin(origin)) return new URL(origin).origin
    throw new UsageError(
      `--allow-origin is an origin without a path, over https or on loopback, such as https://api.example.com; not ${cleanText(origin, 60)}.`,
    )
  })
}

/** Says that a token is not sent to an origin, and how to allow it. */
export function notAllowed(origin: string, allowed: readonly string[]): UsageError {
  const known = allowed.length > 0 ? `only to ${allowed.join(', ')}` : 'as the login names no API'
  return new UsageError(
    `The access token is not sent to ${cleanText(origin, 100)}, ${known}. If it is for that, add --allow-origin ${cleanText(origin, 100)}, here or at login.`,
  )
}
