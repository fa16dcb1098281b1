import type { IdTokenClaims, TokenSet } from '@device-flow/machine'
import { DeviceFlowError } from '@device-flow/machine'
import type { HttpResponse } from '../http/http-response.ts'
import type { Context } from '../context.ts'
import { invalidIdToken } from './id-token-error.ts'
import { verifySignature } from './id-token-signature.ts'
import type { JudgedIdToken } from './id-token-signature.ts'
import { serverTime } from '../http/http-date.ts'
import { outOfTime, timeError } from './id-token-time.ts'
import { issuerWords } from './issuer-words.ts'
import { acceptedAlgorithms, isEnough } from './id-token-support.ts'
import { unverifiedPart } from './jwt.ts'
import { isNestedTooDeeply } from '../http/json-depth.ts'
import { plainClaims } from './plain-claims.ts'
import type { Server } from '../server/server.ts'
import { clientSecretOf } from '../options/client-auth.ts'
import { hasWebCrypto } from '../options/web-crypto.ts'

/**
 * Whether an ID token can be verified at all: by the server's keys, or by the client secret. One that cannot, because no key of the server
 * is known, is dropped unread.
 */
export function isVerifiable({ settings }: Context, { metadata }: Server, idToken: unknown): boolean {
  if (!hasWebCrypto()) return false
  if (metadata.jwks_uri) return true
  const { alg } = unverifiedPart(idToken, 'header')
  const secret = clientSecretOf(settings.clientAuth)
  return acceptedAlgorithms(settings, metadata).some((name) => name === alg && isEnough(name, secret))
}

/** What {@link acceptIdToken} needs beside the ID token. */
export interface IdTokenCall {
  /** The response that brought it. */
  response: HttpResponse
  /** The tokens that were renewed, when they were. */
  before: TokenSet | undefined
  signal?: AbortSignal | undefined
}

/**
 * Checks what oauth4webapi has not of an ID token that it has judged, and hands on its claims. Rejects with a
 * `DeviceFlowError` `invalidIdToken`, or as {@link verifySignature} does.
 *
 * At a refresh, the tokens are what was renewed, and the session does not end for an ID token that is no good only
 * because the keys cannot be read now, or because of its time: undefined then, as if the server had left it out (OpenID
 * Connect Core §12.2).
 */
export async function acceptIdToken(
  context: Context,
  idToken: JudgedIdToken,
  judged: unknown,
  { response, before, signal }: IdTokenCall,
): Promise<IdTokenClaims | undefined> {
  if (isNestedTooDeeply(judged)) throw invalidIdToken('id_token', 'its claims are nested too deeply')
  const claims = plainClaims(judged) as IdTokenClaims
  if (claims.sub === '') throw invalidIdToken('sub')
  // oauth4webapi only asks where there are several audiences. Some servers write null for what they do not have.
  if ((claims.azp ?? context.settings.clientId) !== context.settings.clientId) throw invalidIdToken('azp')
  if (before?.claims) checkSamePerson(before.claims, claims, response.secrets())
  try {
    await verifySignature(context, idToken, signal)
  } catch (error) {
    if (before && error instanceof DeviceFlowError && error.field === 'jwks_uri') return undefined
    throw error
  }
  const field = outOfTime(claims, response)
  if (!field) return claims
  if (!before) throw timeError(field, response)
  return serverTime(response) === undefined ? claims : undefined
}

/** Throws unless a refreshed ID token is about the same person at the same issuer (OpenID Connect Core §12.2). */
function checkSamePerson(before: IdTokenClaims, renewed: IdTokenClaims, secrets: readonly string[]): void {
  for (const claim of ['iss', 'sub', 'aud'] as const) {
    const [old, current] = [[before[claim]].flat(), [renewed[claim]].flat()]
    const isSame = old.length === current.length && old.every((value) => current.includes(value))
    if (isSame) continue
    if (claim !== 'iss') throw invalidIdToken(claim, `${claim} is not the same as before the refresh`)
    const [was, is] = [before, renewed].map(({ iss }) => issuerWords(iss, secrets))
    throw invalidIdToken(claim, `iss names ${is}, and before the refresh it was ${was}`)
  }
}
