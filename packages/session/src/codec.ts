import { DeviceSessionError, Secret } from '@device-flow/machine'
import type { DeviceFlowClient, DeviceFlowError, DeviceSession } from '@device-flow/machine'
import { checkClient, lostSecretsError } from '@device-flow/machine/adapter'
import { systemClock } from '@device-flow/machine/clock'
import { isRecord } from '@device-flow/untrusted'
import { clearAuthorization, clearTokens, secretAuthorization, secretTokens } from './record/secrets.ts'
import { isPendingRecord, isSignedInRecord } from './record/version-1.ts'
import { toRefusal } from './record/to-session.ts'
import type { Refused } from './record/record.ts'
import { parseJson } from './parse-json.ts'

const VERSION = 1

/** What `JSON.stringify` makes of any secret. */
const LOST_SECRET = /* @__PURE__ */ JSON.stringify(/* @__PURE__ */ new Secret(''))

/**
 * Writes a session as text, to keep it over a restart. The text holds the tokens in clear: keep it where only its owner can read it.
 *
 * @example
 * ```ts
 * import { toDeviceSession, type DeviceFlowActor } from '@device-flow/machine'
 * import { encodeDeviceSession } from '@device-flow/session'
 *
 * export function keep(actor: DeviceFlowActor): void {
 *   const session = toDeviceSession(actor.getSnapshot())
 *   if (session) sessionStorage.setItem('login', encodeDeviceSession(session))
 * }
 * ```
 */
export function encodeDeviceSession(session: DeviceSession): string {
  return JSON.stringify(
    session.type === 'pending'
      ? { ...session, readAt: undefined, authorization: clearAuthorization(session.authorization) }
      : {
          ...session,
          readAt: undefined,
          tokens: clearTokens(session.tokens),
          refusal: session.refusal && clearRefusal(session.refusal),
        },
  )
}

/**
 * Reads what {@link encodeDeviceSession} wrote. With `client`, that of the services that it is for, it must be a session of that client.
 *
 * @throws DeviceSessionError (a TypeError) when the text is no session, or one of another version or client; it says which, and never
 *   holds the text
 * @example
 * ```ts
 * import type { DeviceFlowServices, DeviceSession } from '@device-flow/machine'
 * import { decodeDeviceSession } from '@device-flow/session'
 *
 * export function kept(services: DeviceFlowServices): DeviceSession | undefined {
 *   try {
 *     return decodeDeviceSession(sessionStorage.getItem('login') ?? '', services.client)
 *   } catch {
 *     return undefined // nothing was kept, or nothing that can be used here
 *   }
 * }
 * ```
 */
export function decodeDeviceSession(text: string, client?: DeviceFlowClient): DeviceSession {
  const session = read(text)
  checkClient(session.client, client)
  return session
}

function read(text: string): DeviceSession {
  const record = parseJson(text)
  if (!isRecord(record) || record['version'] !== VERSION) {
    throw new DeviceSessionError(
      'invalid',
      `Not a device session of version ${VERSION}: ${describe(record)}. Discard it and sign in again.`,
    )
  }
  if (text.includes(LOST_SECRET)) throw lostSecretsError()
  if (isPendingRecord(record)) return { ...record, authorization: secretAuthorization(record.authorization) }
  if (isSignedInRecord(record)) {
    const { refusal, ...signedIn } = record
    return {
      ...signedIn,
      // Without it, a wait for the server that is over would still reject the first who asks for a token.
      readAt: systemClock.now(),
      tokens: secretTokens(record.tokens),
      ...(refusal && { refusal: toRefusal(refusal) }),
    }
  }
  throw new DeviceSessionError(
    'invalid',
    'A device session that misses something or has it wrong. Discard it and sign in again.',
  )
}

/** What a refusal says. JSON of an error has no message. */
function clearRefusal({ message, error }: DeviceFlowError): Refused {
  return { message, ...(error !== undefined && { error }) }
}

function describe(record: unknown): string {
  return isRecord(record) && typeof record['version'] === 'number'
    ? `it is version ${record['version']}`
    : 'it is no session at all'
}
