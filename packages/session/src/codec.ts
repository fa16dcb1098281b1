import { DeviceSessionError, Secret } from '@device-flow/machine'
import type { DeviceAuthorization, DeviceFlowClient, DeviceSession, TokenSet } from '@device-flow/machine'
import { checkClient, lostSecretsError } from '@device-flow/machine/adapter'
import { isWebAddress } from './web-address.ts'

const VERSION = 1

/** What `JSON.stringify` makes of any secret. */
const LOST_SECRET = JSON.stringify(new Secret(''))

type Clear<T> = {
  [K in keyof T]: T[K] extends Secret ? string : T[K] extends Secret | undefined ? string | undefined : T[K]
}

/** Text to keep a session as. It holds the secrets in clear: keep it where only its owner can read it. */
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
 * Reads what {@link encodeDeviceSession} wrote. With `client` (of the services that it is for), it must be a session of that client.
 *
 * @throws DeviceSessionError (a TypeError) when the text is no session, or one of another version or client; it says which, and never
 *   holds the text
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
  if (text.includes(LOST_SECRET)) {
    throw lostSecretsError()
  }
  if (record.type === 'pending' && hasClientIfAny(record) && isPending(record)) {
    const { authorization } = record
    const deviceCode = new Secret(authorization.deviceCode)
    return { ...record, authorization: { ...authorization, deviceCode } }
  }
  if (record.type === 'signedIn' && hasClientIfAny(record) && isSignedIn(record)) {
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

interface ClearPending {
  version: 1
  type: 'pending'
  authorization: Clear<DeviceAuthorization>
  intervalMs: number
  lastReplyAt: number
}

interface ClearSignedIn {
  version: 1
  type: 'signedIn'
  tokens: Clear<TokenSet>
  refreshInFlight: boolean
}

type Unchecked = Record<string, unknown>

function parse(text: string): Unchecked | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function describe(record: Unchecked | undefined): string {
  return typeof record?.['version'] === 'number' ? `it is version ${record['version']}` : 'it is no session at all'
}

function isRecord(value: unknown): value is Unchecked {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isTextIfAny = (value: unknown): boolean => value === undefined || isText(value)
const isAddress = (value: unknown): boolean => typeof value === 'string' && isWebAddress(value)
const isAddressIfAny = (value: unknown): boolean => value === undefined || isAddress(value)
const isTime = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value)

function hasClientIfAny(record: Unchecked): record is Unchecked & { client?: DeviceFlowClient } {
  const { client } = record
  return client === undefined || (isRecord(client) && isText(client['server']) && isText(client['clientId']))
}

function isPending(record: Unchecked): record is Unchecked & ClearPending {
  const authorization = record['authorization']
  return (
    isRecord(authorization) &&
    isText(authorization['deviceCode']) &&
    isText(authorization['userCode']) &&
    isAddress(authorization['verificationUri']) &&
    isAddressIfAny(authorization['verificationUriComplete']) &&
    [authorization['expiresAt'], authorization['intervalMs'], authorization['receivedAt']].every(isTime) &&
    [record['intervalMs'], record['lastReplyAt']].every(isTime)
  )
}

function isSignedIn(record: Unchecked): record is Unchecked & ClearSignedIn {
  const tokens = record['tokens']
  return (
    isRecord(tokens) &&
    isText(tokens['accessToken']) &&
    isText(tokens['tokenType']) &&
    [tokens['refreshToken'], tokens['idToken'], tokens['scope']].every(isTextIfAny) &&
    (tokens['expiresAt'] === undefined || isTime(tokens['expiresAt'])) &&
    isTime(tokens['receivedAt']) &&
    typeof record['refreshInFlight'] === 'boolean'
  )
}
