import { DeviceSessionError, Secret } from '@device-flow/machine'
import type { DeviceFlowClient, DeviceSession, TokenSet } from '@device-flow/machine'
import { checkClient, lostSecretsError } from '@device-flow/machine/adapter'
import { isRecord } from '@device-flow/untrusted'
import { isPendingRecord, isSignedInRecord } from './session-record.ts'
import type { UncheckedRecord } from './session-record.ts'

const VERSION = 1

/** What `JSON.stringify` makes of any secret. */
const LOST_SECRET = JSON.stringify(new Secret(''))

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
  return JSON.stringify(session.type === 'pending' ? clearPending(session) : clearSignedIn(session))
}

function clearPending(session: DeviceSession & { type: 'pending' }): object {
  const { authorization } = session
  return { ...session, authorization: { ...authorization, deviceCode: authorization.deviceCode.reveal() } }
}

function clearSignedIn(session: DeviceSession & { type: 'signedIn' }): object {
  const { accessToken, refreshToken, idToken } = session.tokens
  return {
    ...session,
    tokens: {
      ...session.tokens,
      accessToken: accessToken.reveal(),
      refreshToken: refreshToken?.reveal(),
      idToken: idToken?.reveal(),
    },
  }
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
  const record = parse(text)
  if (record?.version !== VERSION) {
    throw new DeviceSessionError(
      'invalid',
      `Not a device session of version ${VERSION}: ${describe(record)}. Discard it and sign in again.`,
    )
  }
  if (text.includes(LOST_SECRET)) throw lostSecretsError()
  if (isPendingRecord(record)) {
    const { authorization } = record
    const deviceCode = new Secret(authorization.deviceCode)
    return { ...record, authorization: { ...authorization, deviceCode } }
  }
  if (isSignedInRecord(record)) {
    const { accessToken, refreshToken, idToken, ...rest } = record.tokens
    const tokens: TokenSet = { ...rest, accessToken: new Secret(accessToken) }
    if (refreshToken !== undefined) tokens.refreshToken = new Secret(refreshToken)
    if (idToken !== undefined) tokens.idToken = new Secret(idToken)
    return { ...record, tokens }
  }
  throw new DeviceSessionError(
    'invalid',
    'A device session that misses something or has it wrong. Discard it and sign in again.',
  )
}

function parse(text: string): UncheckedRecord | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function describe(record: UncheckedRecord | undefined): string {
  return typeof record?.['version'] === 'number' ? `it is version ${record['version']}` : 'it is no session at all'
}
