import { DeviceFlowError, Secret } from '@device-flow/machine'
import type { TokenSet } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import type { Context } from '../context.ts'
import { invalidTokenResponse } from '../errors/invalid-response.ts'
import { memberNamedBy } from '../errors/oauth4webapi-error.ts'
import { asJsonResponse, livesCountFrom, membersOf } from '../http/http-response.ts'
import type { HttpResponse } from '../http/http-response.ts'
import { isSameAlgorithm } from '../options/jws-algorithms.ts'
import { hasOpenId } from '../options/openid-scope.ts'
import type { OpenIdRequest } from '../options/openid-scope.ts'
import { byLatestMetadata } from '../server/latest-metadata.ts'
import type { Server } from '../server/server.ts'
import { explainAlgorithm } from './explain-signature.ts'
import { encryptedIdToken, idTokenError } from './id-token-error.ts'
import { metadataForIdToken } from './id-token-issuer.ts'
import { acceptIdToken, isVerifiable } from './id-token.ts'
import { acceptedAlgorithms } from './id-token-support.ts'
import { isEncryptedJwt, unverifiedPart } from './jwt.ts'
import { authorizationDetails, isTokenText, refreshExpiry, tokenMembers } from './token-members.ts'

/** The judge for the grant that was used, e.g. `oauth.processDeviceCodeResponse`. */
type TokenJudge = typeof oauth.processDeviceCodeResponse

/** How {@link acceptTokens} is to take a response. */
export interface Acceptance {
  judge: TokenJudge
  openid: OpenIdRequest
  /** The tokens that were renewed, when they were. */
  before?: TokenSet
  /** How often the metadata had been read when the login had its code, or the refresh began. */
  readings: number
  signal?: AbortSignal | undefined
}

/**
 * Reads and validates a successful response of the token endpoint (RFC 6749 §5.1, OpenID Connect Core §3.1.3.7). What
 * becomes of an ID token:
 *
 * - Neither asked for nor granted (`openid`): it is dropped unread.
 * - It cannot be verified, because the server's keys are not known or the platform has no Web Crypto: it is dropped.
 * - It cannot be verified by the metadata that is known: it is judged once more by the latest.
 * - It is bad: if it was asked for, all tokens are rejected, otherwise it alone is dropped.
 *
 * Rejects with a {@link DeviceFlowError} `invalidResponse`, `invalidIdToken`, or `offline` (the keys could not be
 * read), and with the signal's reason.
 */
export async function acceptTokens(
  context: Context,
  server: Server,
  response: HttpResponse,
  acceptance: Acceptance,
): Promise<TokenSet> {
  const { openid, readings, signal } = acceptance
  const { id_token: idToken, ...others } = tokenMembers(membersOf(response) ?? {})
  const isWanted = openid !== 'notAsked' || hasOpenId(others.scope)
  if (!isWanted || idToken === undefined || !isVerifiable(context, server, idToken)) {
    return accept(context, server, response, acceptance, others)
  }
  try {
    return await byLatestMetadata(context.knownServer, { server, readings, signal }, (latest) =>
      accept(context, latest, response, acceptance, { ...others, id_token: idToken }),
    )
  } catch (error) {
    if (openid === 'asked' || !(error instanceof DeviceFlowError)) throw error
    return accept(context, server, response, acceptance, others)
  }
}

async function accept(
  context: Context,
  server: Server,
  response: HttpResponse,
  { judge, before, signal }: Acceptance,
  members: Record<string, unknown>,
): Promise<TokenSet> {
  const metadata = metadataForIdToken(server, members.id_token)
  const judgedResponse = asJsonResponse(members)
  let judged
  try {
    const alg = algorithmOf(members.id_token, acceptedAlgorithms(context.settings, metadata))
    judged = await judge(metadata, atAnyTime({ ...context.client(), ...alg }), judgedResponse)
  } catch (error) {
    const field = memberNamedBy(error)
    if (field) throw invalidTokenResponse(response, field)
    if (isEncryptedJwt(members.id_token)) throw encryptedIdToken()
    const problem = idTokenError(error, response, server)
    if (problem.field !== 'alg') throw problem
    throw await explainAlgorithm(context.settings, metadata, members.id_token)
  }
  checkTokens(judged, response, context)
  const { id_token: jwt } = judged
  const idToken = jwt && { jwt, response: judgedResponse, metadata }
  const ofIdToken = { response, before, signal }
  const claims = idToken && (await acceptIdToken(context, idToken, oauth.getValidatedIdTokenClaims(judged), ofIdToken))
  return {
    accessToken: new Secret(judged.access_token),
    tokenType: judged.token_type,
    receivedAt: response.receivedAt,
    ...(judged.expires_in && { expiresAt: livesCountFrom(response) + judged.expires_in * 1000 }),
    ...(judged.refresh_token && { refreshToken: new Secret(judged.refresh_token) }),
    ...refreshExpiry(response),
    ...authorizationDetails(response),
    ...(judged.scope && { scope: judged.scope }),
    ...(jwt && claims && { idToken: new Secret(jwt), claims }),
  }
}

/** Throws a `DeviceFlowError` for a token that cannot be sent, or is of a type that is not understood. */
function checkTokens(judged: oauth.TokenEndpointResponse, response: HttpResponse, { settings }: Context): void {
  for (const field of ['access_token', 'refresh_token'] as const) {
    const token = judged[field]
    if (token !== undefined && !isTokenText(token)) throw invalidTokenResponse(response, field)
  }
  // RFC 6749 §7.1: a token of a type that is not understood must not be used.
  if (judged.token_type !== 'bearer' && !settings.dpop) throw unusableType(response, judged.token_type)
}

function unusableType(response: HttpResponse, type: string): DeviceFlowError {
  if (type !== 'dpop') return invalidTokenResponse(response, 'token_type')
  return new DeviceFlowError(
    'invalidResponse',
    `The ${response.endpoint} gave a token that is bound to a key (token_type DPoP), though this client has none: set the option dpop (createDpop) and sign in again.`,
    { field: 'token_type', status: response.status },
  )
}

/** By which name oauth4webapi is to look for the algorithm of an ID token, where another name of it is accepted. */
function algorithmOf(idToken: unknown, accepted: string[]): Pick<oauth.Client, 'id_token_signed_response_alg'> {
  const { alg } = unverifiedPart(idToken, 'header')
  const isAccepted = typeof alg === 'string' && accepted.some((name) => isSameAlgorithm(name, alg))
  return isAccepted && !accepted.includes(alg) ? { id_token_signed_response_alg: alg } : {}
}

/**
 * A client with endless clock tolerance: oauth4webapi judges by the device's clock, and {@link acceptIdToken} by the
 * server's, too.
 */
function atAnyTime(client: oauth.Client): oauth.Client {
  return { [oauth.clockTolerance]: Number.MAX_SAFE_INTEGER, ...client }
}
