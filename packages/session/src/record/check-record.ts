import { isSafeWebUrl } from '@device-flow/untrusted'
import { isSecretText, isString, isText, isTime, listOf, object, oneOf, optional } from './checks.ts'
import type { SessionRecord } from './record.ts'

/** What is said, or not said. */
const isFlag = optional(oneOf(true))

/** Names a client. */
export const isClient = object({
  server: isText,
  clientId: isText,
  scope: optional(isString),
  audience: optional(isString),
  resources: optional(listOf(isText)),
})

/** A device authorization with its code in clear. */
export const authorizationChecks = {
  deviceCode: isSecretText,
  userCode: isText,
  // Whatever else can write to a store could have put a script into the link that a person presses.
  verificationUri: isSafeWebUrl,
  verificationUriComplete: optional(isSafeWebUrl),
  expiresAt: isTime,
  intervalMs: optional(isTime),
  receivedAt: isTime,
  dpopKeyId: optional(isText),
  server: optional(isText),
  rawCredentials: isFlag,
  asked: optional(isText),
}

export const isAuthorization = object(authorizationChecks)

/** A token set in clear. */
export const tokenChecks = {
  accessToken: isSecretText,
  tokenType: isText,
  expiresAt: optional(isTime),
  refreshToken: optional(isSecretText),
  refreshTokenExpiresAt: optional(isTime),
  authorizationExpiresAt: optional(isTime),
  idToken: optional(isSecretText),
  // Empty where nothing was granted that has a name.
  scope: optional(isString),
  claims: optional(object({ iss: isString, sub: isString })),
  receivedAt: isTime,
  dpopKeyId: optional(isText),
  rawCredentials: isFlag,
}

export const isTokenSet = object(tokenChecks)

/** What a server said. An app's own services may have null for a code. */
export const refusal = { error: (value: unknown) => value === null || optional(isString)(value), message: isString }

const said = { ...refusal, at: isTime }

const inFlight = { sentAt: isTime, owner: isText }

/** Whether a value is a record of version 2, complete and right. */
export const isSessionRecord = object({
  version: oneOf(2),
  lineage: isString,
  client: optional(isClient),
  pending: optional(
    object({
      authorization: isAuthorization,
      intervalMs: isTime,
      lastReplyAt: isTime,
      pollNotBefore: optional(isTime),
      request: optional(isText),
      poll: optional(object(inFlight)),
      isCodeKnown: isFlag,
    }),
  ),
  signedIn: optional(
    object({
      id: isText,
      tokens: isTokenSet,
      refresh: optional(object({ ...inFlight, firstSentAt: optional(isTime), lost: isFlag, withoutLock: isFlag })),
      refreshNotBefore: optional(isTime),
      refreshWaitsSince: optional(isTime),
      refused: optional(object(said)),
      declined: optional(object({ ...said, status: optional(isTime) })),
      replaced: optional(listOf(isTokenSet)),
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
}) as (value: unknown) => value is SessionRecord
