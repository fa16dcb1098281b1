import type { DeviceAuthorization, DeviceFlowClient, TokenSet } from '@device-flow/machine'
import { isRecord, isSafeWebUrl } from '@device-flow/untrusted'
import type { Clear, Refused, SessionRecord } from './record.ts'

/** Tells whether a value out of a store is what it should be: anything may have written it. */
type Check = (value: unknown) => boolean

const isText: Check = (value) => typeof value === 'string' && value !== ''
const isString: Check = (value) => typeof value === 'string'
const isTime: Check = (value) => typeof value === 'number' && Number.isFinite(value)
/** What `JSON.stringify` makes of a secret is none. */
const isSecretText: Check = (value) => isText(value) && value !== '[secret]'

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)

const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check)

const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value)

const object =
  (members: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(members).every(([name, check]) => check(value[name]))

const client = object({
  server: isText,
  clientId: isText,
  scope: optional(isString),
  audience: optional(isString),
  resources: optional(listOf(isText)),
})

const authorization = object({
  deviceCode: isSecretText,
  userCode: isText,
  // Whatever else can write to a store could have put a script into the link that a person presses.
  verificationUri: isSafeWebUrl,
  verificationUriComplete: optional(isSafeWebUrl),
  expiresAt: isTime,
  intervalMs: optional(isTime),
  receivedAt: isTime,
})

const tokens = object({
  accessToken: isSecretText,
  tokenType: isText,
  expiresAt: optional(isTime),
  refreshToken: optional(isSecretText),
  refreshTokenExpiresAt: optional(isTime),
  authorizationExpiresAt: optional(isTime),
  idToken: optional(isSecretText),
  scope: optional(isText),
  claims: optional(object({ iss: isString, sub: isString })),
  receivedAt: isTime,
})

const refusal = { error: optional(isString), message: isString }

const inFlight = { sentAt: isTime, owner: isText }

const record = object({
  version: oneOf(2),
  lineage: isString,
  client: optional(client),
  pending: optional(
    object({
      authorization,
      intervalMs: isTime,
      lastReplyAt: isTime,
      request: optional(isText),
      poll: optional(object(inFlight)),
    }),
  ),
  signedIn: optional(
    object({
      id: isText,
      tokens,
      refresh: optional(object({ ...inFlight, firstSentAt: optional(isTime), lost: optional(oneOf(true)) })),
      refreshNotBefore: optional(isTime),
      refused: optional(object({ ...refusal, at: isTime })),
      replaced: optional(listOf(tokens)),
      dpopKeyId: optional(isText),
    }),
  ),
  ended: optional(
    object({
      at: isTime,
      by: oneOf('person', 'server', 'cancel'),
      error: optional(isString),
      message: optional(isString),
    }),
  ),
})

/** Whether a value is a record of version 2, complete and right. */
export const isSessionRecord = record as (value: unknown) => value is SessionRecord

/** Whether a value is what a server said. */
export const isRefused = object(refusal) as (value: unknown) => value is Refused

/** Whether a value names a client. */
export const isClient = client as (value: unknown) => value is DeviceFlowClient

/** Whether a value is a device authorization in clear. */
export const isClearAuthorization = authorization as (value: unknown) => value is Clear<DeviceAuthorization>

/** Whether a value is a token set in clear. */
export const isClearTokens = tokens as (value: unknown) => value is Clear<TokenSet>
