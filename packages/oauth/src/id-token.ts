import { DeviceFlowError } from '@device-flow/machine'
import type { IdTokenClaims } from '@device-flow/machine'
import * as oauth from 'oauth4webapi'
import { isObject } from './answer.ts'
import type { Context } from './context.ts'
import { isNestedTooDeeply } from './nesting.ts'
import type { Server } from './server.ts'

/**
 * The metadata to judge an ID token by. When nobody told the issuer, the token's own `iss` stands in for it: the signature, by keys
 * that were configured, and `aud` then say where it is from, and the issuer is held to on refresh.
 */
export function metadataFor(server: Server, idToken: unknown): oauth.AuthorizationServer {
  if (server.issuerKnown || typeof idToken !== 'string') return server.metadata
  const issuer = unverifiedIssuer(idToken)
  return issuer ? { ...server.metadata, issuer } : server.metadata
}

function unverifiedIssuer(idToken: string): string | undefined {
  try {
    const binary = atob((idToken.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))
    const json = new TextDecoder().decode(Uint8Array.from(binary, (byte) => byte.charCodeAt(0)))
    const payload: unknown = JSON.parse(json)
    return isObject(payload) && typeof payload.iss === 'string' ? payload.iss : undefined
  } catch {
    return undefined
  }
}

/**
 * Verifies the signature of the ID token in a response that oauth4webapi has judged (OpenID Connect Core §3.1.3.7). Rejects with
 * a {@link DeviceFlowError}, `invalid_id_token` or as `SigningKeys.get` does.
 */
export async function verifySignature(
  context: Context,
  metadata: oauth.AuthorizationServer,
  jwksUri: string,
  response: Response,
  signal: AbortSignal,
): Promise<void> {
  const verify = (jwks: oauth.JWKS): Promise<void> =>
    // A fresh object and keys that never age: oauth4webapi keeps keys per metadata object and would fetch them by itself.
    oauth.validateApplicationLevelSignature({ ...metadata }, response, {
      [oauth.jwksCache]: { jwks, uat: Number.MAX_SAFE_INTEGER },
    })
  const known = await context.signingKeys.get(jwksUri, { signal })
  try {
    await verify(known)
  } catch (error) {
    if (!isUnknownKey(error)) throw idTokenError(error)
    const renewed = await context.signingKeys.get(jwksUri, { signal, renew: true })
    await verify(renewed).catch((again: unknown) => {
      throw idTokenError(again)
    })
  }
}

function isUnknownKey(error: unknown): boolean {
  return error instanceof oauth.OperationProcessingError && error.code === oauth.KEY_SELECTION
}

/** Throws unless a refreshed ID token is about the same person at the same issuer (OpenID Connect Core §12.2). */
export function checkSamePerson(before: IdTokenClaims, now: IdTokenClaims): void {
  for (const claim of ['iss', 'sub', 'aud'] as const) {
    const [old, renewed] = [[before[claim]].flat(), [now[claim]].flat()]
    const isSame = old.length === renewed.length && old.every((value) => renewed.includes(value))
    if (!isSame) throw invalidIdToken(claim, `${claim} is not the same as before the refresh`)
  }
}

const PROBLEMS = new Map([
  ['iss', 'iss names another issuer'],
  ['aud', 'aud names another client'],
  ['azp', 'azp names another client'],
  ['exp', "by this device's clock it has expired (exp)"],
  ['nbf', "by this device's clock it is not valid yet (nbf)"],
  ['alg', 'it is signed with an algorithm that is not accepted (alg)'],
  ['kid', 'it is signed with a key that the server does not publish (kid)'],
  ['signature', 'its signature does not match'],
])

/** The typed error for what oauth4webapi found wrong with an ID token. Its own error is not kept: it holds the token. */
export function idTokenError(error: unknown): DeviceFlowError {
  const field = error instanceof Error ? claimNamedBy(error) : 'id_token'
  if (field === 'id_token') return invalidIdToken(field, "it can't be read")
  const problem = isAboutMissing(error) ? undefined : PROBLEMS.get(field)
  return invalidIdToken(field, problem ?? `${field} is missing or unusable`)
}

/** Throws for claims that oauth4webapi lets pass: those that nobody could keep, and a `sub` that names nobody. */
export function checkClaims(claims: oauth.IDToken | undefined): void {
  if (isNestedTooDeeply(claims)) throw invalidIdToken('id_token', 'its claims are nested too deeply')
  if (claims?.sub === '') throw invalidIdToken('sub', 'sub is missing or unusable')
}

/** Whether a claim is not there or of the wrong type: no client is then another one, and nothing has expired. */
function isAboutMissing(error: unknown): boolean {
  return error instanceof Error && /\bclaim (?:missing|type)$/.test(error.message)
}

function claimNamedBy(error: Error): string {
  const { cause, message } = error
  if (isUnknownKey(error)) return 'kid'
  if (isObject(cause) && typeof cause.claim === 'string') return cause.claim
  if (isObject(cause) && typeof cause.alg === 'string') return 'alg'
  if (message.includes('signature')) return 'signature'
  return /(?:JWT|ID Token) "(\w+)"/.exec(message)?.[1] ?? 'id_token'
}

function invalidIdToken(field: string, problem: string): DeviceFlowError {
  return new DeviceFlowError(
    'invalid_id_token',
    `The ID token was rejected: ${problem}. Nothing was kept. Start again; if it happens again, check the client's settings ` +
      "and this device's clock.",
    { field },
  )
}
