import { DeviceFlowError, Secret } from '@device-flow/machine'
import type { TokenSet } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import { asJsonResponse, membersOf } from './answer.ts'
import type { Answer } from './answer.ts'
import type { Context } from './context.ts'
import { idTokenError } from './id-token-error.ts'
import { metadataFor } from './id-token-issuer.ts'
import { acceptIdToken, isVerifiable } from './id-token.ts'
import { byLatestMetadata } from './latest-metadata.ts'
import { hasOpenId } from './openid-scope.ts'
import type { OpenIdRequest } from './openid-scope.ts'
import { fieldNamedBy } from './response-field.ts'
import { positiveSeconds } from './seconds.ts'
import type { Server } from './server.ts'
import { saidIn } from './snippet.ts'

// RFC 6749 §A.12, §A.17. A terminal would obey other characters in a token, and `fetch` quotes a token that it cannot send in its error.
const VISIBLE_ASCII = /^[\x20-\x7e]+$/

// A hundred years: what is said to live longer has no expiry that could be counted with.
const LONGEST_LIFETIME_S = 100 * 366 * 24 * 60 * 60

/** The judge for the grant that was used, e.g. `oauth.processDeviceCodeResponse`. */
type TokenJudge = typeof oauth.processDeviceCodeResponse

/** How {@link acceptTokens} is to take an answer. */
export interface Acceptance {
  judge: TokenJudge
  openid: OpenIdRequest
  /** The tokens that were renewed, when they were. */
  before?: TokenSet
  /** How often the metadata had been read when the login, or the refresh, began. */
  readings: number
  signal: AbortSignal
}

/**
 * Reads and validates a successful answer of the token endpoint (RFC 6749 §5.1, OpenID Connect Core §3.1.3.7). An ID token is read when it
 * was asked for, or when openid was granted, and else dropped; so is one that can't be verified, because the server's keys are not known or
 * the platform has no Web Crypto. One that metadata of before can't verify is judged by that of now. Only one that was asked for is worth
 * the tokens beside it: another that is bad is dropped as well.
 *
 * Rejects with a {@link DeviceFlowError} `invalidResponse`, `invalidIdToken`, or `offline` (the keys could not be read), and with the
 * signal's reason.
 */
export async function acceptTokens(
  context: Context,
  server: Server,
  answer: Answer,
  acceptance: Acceptance,
): Promise<TokenSet> {
  const { openid, readings, signal } = acceptance
  const { id_token: idToken, ...others } = normalise(membersOf(answer) ?? {})
  const isWanted = openid !== 'notAsked' || hasOpenId(others.scope)
  if (!isWanted || idToken === undefined || !isVerifiable(context, server, idToken)) {
    return accept(context, server, answer, acceptance, others)
  }
  try {
    return await byLatestMetadata(context.knownServer, { server, readings, signal }, (latest) =>
      accept(context, latest, answer, acceptance, { ...others, id_token: idToken }),
    )
  } catch (error) {
    if (openid === 'asked' || !(error instanceof DeviceFlowError)) throw error
    return accept(context, server, answer, acceptance, others)
  }
}

async function accept(
  context: Context,
  server: Server,
  answer: Answer,
  { judge, before, signal }: Acceptance,
  members: Record<string, unknown>,
): Promise<TokenSet> {
  const metadata = metadataFor(server, members.id_token)
  const response = asJsonResponse(members)
  let judged
  try {
    judged = await judge(metadata, atAnyTime(context.client()), response)
  } catch (error) {
    const field = fieldNamedBy(error)
    throw field ? nonsense(answer, field) : idTokenError(error)
  }
  for (const field of ['access_token', 'refresh_token'] as const) {
    const token = judged[field]
    if (token !== undefined && !VISIBLE_ASCII.test(token)) throw nonsense(answer, field)
  }
  // RFC 6749 §7.1: a token of a type that is not understood must not be used.
  if (judged.token_type !== 'bearer') throw nonsense(answer, 'token_type')
  const jwt = judged.id_token
  const claims =
    jwt &&
    (await acceptIdToken(context, { jwt, response, metadata }, oauth.getValidatedIdTokenClaims(judged), {
      answer,
      before,
      signal,
    }))
  return {
    accessToken: new Secret(judged.access_token),
    tokenType: judged.token_type,
    receivedAt: answer.receivedAt,
    ...(judged.expires_in && { expiresAt: answer.receivedAt + judged.expires_in * 1000 }),
    ...(judged.refresh_token && { refreshToken: new Secret(judged.refresh_token) }),
    ...(judged.scope && { scope: judged.scope }),
    ...(jwt && claims && { idToken: new Secret(jwt), claims }),
  }
}

/** A client with endless clock tolerance: oauth4webapi judges by the device's clock, and {@link acceptIdToken} by the server's. */
function atAnyTime(client: oauth.Client): oauth.Client {
  return { ...client, [oauth.clockTolerance]: Number.MAX_SAFE_INTEGER }
}

/** What the server means, in RFC 6749's words. Members that are missing or wrong stay so, for oauth4webapi to name. */
function normalise(members: Record<string, unknown>): Record<string, unknown> {
  return {
    access_token: members.access_token,
    token_type: members.token_type ?? 'bearer',
    expires_in: lifetime(members.expires_in),
    refresh_token: absentIfEmpty(members.refresh_token),
    id_token: absentIfEmpty(members.id_token),
    scope: scopeText(members.scope),
  }
}

/** Undefined when a number or text says nothing usable; null, which oauth4webapi rejects by name, for any other type. */
function lifetime(value: unknown): number | undefined | null {
  const mayBeUnknown = value === undefined || value === null || typeof value === 'number' || typeof value === 'string'
  if (!mayBeUnknown) return null
  const seconds = positiveSeconds(value)
  return seconds !== undefined && seconds <= LONGEST_LIFETIME_S ? seconds : undefined
}

function absentIfEmpty(value: unknown): unknown {
  return value === null || value === '' ? undefined : value
}

/** GitHub separates scopes by commas, Twitch sends a list. */
function scopeText(value: unknown): unknown {
  if (Array.isArray(value) && value.every((scope) => typeof scope === 'string')) return value.join(' ')
  return typeof value === 'string'
    ? value
        .split(/[\s,]+/)
        .filter(Boolean)
        .join(' ')
    : absentIfEmpty(value)
}

/** The error for an answer of the token endpoint that makes no sense. */
export function nonsense(answer: Answer, field: string | undefined): DeviceFlowError {
  const what = field ? `a missing or unusable ${field}` : 'something that is not a token'
  // Without a token, it may say why.
  const said = membersOf(answer)?.access_token === undefined ? ` (${saidIn(answer)})` : ''
  return new DeviceFlowError(
    'invalidResponse',
    `The ${answer.endpoint} answered with ${what}${said}, and nothing ` +
      'was kept. Report it to whoever runs the server.',
    { field, status: answer.status },
  )
}
