import * as oauth from 'oauth4webapi'
import { clientSecretOf } from '../options/client-auth.ts'
import type { Context } from '../context.ts'
import { isSignatureMismatch } from './oauth4webapi-problem.ts'
import { explainAlgorithm, explainKeys } from './explain-signature.ts'
import { CHECK_CLIENT, invalidIdToken } from './id-token-error.ts'
import { hmacKey, hmacNamed, isAsymmetric, isSameAlgorithm } from '../options/jws-algorithms.ts'
import { isForSignatures } from '../server/signing-keys.ts'
import { fromBase64Url, unverifiedPart } from './jwt.ts'

// Who publishes more that may all have signed one token makes a device work, not sign in.
const MAX_KEYS_TRIED = 50

/** An ID token that oauth4webapi has judged, with what it was judged by. */
export interface JudgedIdToken {
  jwt: string
  /** The response that it judged. */
  response: Response
  metadata: oauth.AuthorizationServer
}

/**
 * Verifies the signature of an ID token (OpenID Connect Core §3.1.3.7): an HMAC by the client secret, and by nothing
 * else; any other by the keys that the server publishes, which are read once more when none of those that were kept has
 * signed it. Rejects with a `DeviceFlowError`, `invalidIdToken` or as `SigningKeys.get` does, and with the signal's
 * reason.
 */
export async function verifySignature(context: Context, idToken: JudgedIdToken, signal?: AbortSignal): Promise<void> {
  const { alg, kid } = unverifiedPart(idToken.jwt, 'header')
  const hmac = hmacNamed(alg)
  const bytes = signatureOf(idToken.jwt)
  const { settings } = context
  const unverifiable = (): Promise<Error> => explainAlgorithm(settings, idToken.metadata, idToken.jwt)
  if (hmac) {
    const secret = hmacKey(hmac, clientSecretOf(settings.clientAuth))
    if (!secret) throw await unverifiable()
    return verifyHmac(idToken.jwt, bytes, { hash: hmac.hash, secret })
  }
  const uri = idToken.metadata.jwks_uri
  if (!uri || !isAsymmetric(String(alg))) throw await unverifiable()
  const known = await context.signingKeys.get(uri, { signal })
  if (!(await problemWith(idToken, candidates(known.keys, { alg, kid })))) return
  const renewed = await context.signingKeys.get(uri, { signal, renew: true })
  const problem = await problemWith(idToken, candidates(renewed.keys, { alg, kid }))
  if (problem === 'alg') throw await unverifiable()
  if (problem === 'kid') throw await explainKeys(renewed.keys, { alg: String(alg), kid })
  if (problem) throw invalidIdToken(problem)
}

/**
 * The keys that may have signed, as far as their `kid` says so: those that have the right one first, then those that
 * have none. All are given the token's, or none, so that oauth4webapi looks at the rest of them; and the token's name of
 * their algorithm, where they have another for it.
 */
function candidates(keys: oauth.JWK[], { alg, kid }: { alg: unknown; kid: unknown }): oauth.JWK[] {
  const signing = keys.filter(isForSignatures)
  const may = kid ? [...signing.filter((key) => key.kid === kid), ...signing.filter((key) => !key.kid)] : signing
  return may
    .slice(0, MAX_KEYS_TRIED)
    .map((key) => ({ ...key, kid, ...(isSameAlgorithm(key.alg, alg) && { alg }) }) as oauth.JWK)
}

/**
 * What is wrong with the signature by all of these keys: none fits (`kid`), none of those that fit has made it, or this
 * platform cannot tell.
 */
async function problemWith(
  { metadata, response }: JudgedIdToken,
  keys: oauth.JWK[],
): Promise<'kid' | 'alg' | 'signature' | undefined> {
  let problem: 'kid' | 'alg' | 'signature' = 'kid'
  for (const key of keys) {
    try {
      // A fresh object and keys that never age: oauth4webapi keeps keys per metadata object and would fetch them by
      // itself.
      await oauth.validateApplicationLevelSignature({ ...metadata }, response, {
        [oauth.jwksCache]: { jwks: { keys: [key] }, uat: Number.MAX_SAFE_INTEGER },
      })
      return undefined
    } catch (error) {
      // Any other error is of a key that does not fit, or is broken: nothing is wrong with the token then.
      if (isSignatureMismatch(error)) problem = 'signature'
      else if (problem === 'kid' && isUnknownToPlatform(error)) problem = 'alg'
    }
  }
  return problem
}

function isUnknownToPlatform(error: unknown): boolean {
  return error instanceof Error && error.name === 'NotSupportedError'
}

async function verifyHmac(
  jwt: string,
  bytes: Uint8Array<ArrayBuffer>,
  { hash, secret }: { hash: string; secret: Uint8Array<ArrayBuffer> },
): Promise<void> {
  const { subtle } = globalThis.crypto
  const key = await subtle.importKey('raw', secret, { name: 'HMAC', hash }, false, ['verify'])
  const signed = new TextEncoder().encode(jwt.slice(0, jwt.lastIndexOf('.')))
  // By another client secret than the server's, none does.
  if (!(await subtle.verify('HMAC', key, bytes, signed))) throw invalidIdToken('signature', undefined, CHECK_CLIENT)
}

/** The bytes of the signature. Throws where it cannot be decoded: for oauth4webapi, no key would fit it then. */
function signatureOf(jwt: string): Uint8Array<ArrayBuffer> {
  try {
    return fromBase64Url(jwt.slice(jwt.lastIndexOf('.') + 1))
  } catch {
    throw invalidIdToken('signature', 'its signature is not base64url')
  }
}
