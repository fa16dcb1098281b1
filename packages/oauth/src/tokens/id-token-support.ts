import { DeviceFlowError } from '@device-flow/machine'
import type * as oauth from 'oauth4webapi'
import { cleanText } from '@device-flow/untrusted'
import { clientSecretOf } from '../options/client-auth.ts'
import { hmacKey, hmacNamed, isAsymmetric } from '../options/jws-algorithms.ts'
import type { Settings } from '../options/settings.ts'
import { hasWebCrypto, NO_WEB_CRYPTO } from '../options/web-crypto.ts'

const WAY_ON = 'or leave openid out of the scope.'
/** What helps where the server signs with an algorithm that cannot be verified here. */
export const SIGN_OTHERWISE: string = `Have it sign with RS256 for this client, ${WAY_ON}`

/**
 * How this client can verify the server's ID tokens: by its key set, by the client secret, or both. Throws a
 * {@link DeviceFlowError} `unsupported` when an ID token that the server may send could not be verified, so that no
 * approval is lost for it. Without a key set or a secret it throws nothing: ID tokens are dropped then.
 */
export function waysToVerify(
  settings: Settings,
  metadata: oauth.AuthorizationServer,
): { byKeySet: boolean; bySecret: boolean } {
  const algs = acceptedAlgorithms(settings, metadata)
  const secret = clientSecretOf(settings.clientAuth)
  const bySecret = algs.some((alg) => isEnough(alg, secret))
  const byKeySet = metadata.jwks_uri !== undefined && algs.some(isAsymmetric)
  if (algs.length > 0 && !bySecret && !algs.some(isAsymmetric)) throw noWay(algs, secret)
  if ((byKeySet || bySecret) && !hasWebCrypto()) {
    throw new DeviceFlowError(
      'unsupported',
      `ID tokens cannot be verified here: Web Crypto (crypto.subtle) is missing, ${NO_WEB_CRYPTO}, ${WAY_ON}`,
    )
  }
  return { byKeySet, bySecret }
}

/** The algorithms of ID tokens, as oauth4webapi accepts them. */
export function acceptedAlgorithms(settings: Settings, metadata: oauth.AuthorizationServer): string[] {
  const { idTokenSignedResponseAlg: configured } = settings
  const announced: unknown = metadata.id_token_signing_alg_values_supported
  if (configured) return [configured]
  return Array.isArray(announced) ? announced.filter((alg) => typeof alg === 'string') : ['RS256']
}

/** Whether an algorithm is an HMAC for which the client secret is long enough. */
export function isEnough(alg: string, secret: string | undefined): boolean {
  const hmac = hmacNamed(alg)
  return hmac !== undefined && hmacKey(hmac, secret) !== undefined
}

function noWay(algs: string[], secret: string | undefined): DeviceFlowError {
  return new DeviceFlowError(
    'unsupported',
    `The server signs ID tokens with ${cleanText(algs.join(', '), 100)} alone, ${lackOf(algs, secret)}. ${SIGN_OTHERWISE}`,
    { field: 'id_token_signing_alg_values_supported' },
  )
}

/** Why none of these algorithms can be verified here, as the end of a sentence. */
export function lackOf(algs: unknown[], secret: string | undefined): string {
  const hmacs = algs.map(hmacNamed).filter((hmac) => hmac !== undefined)
  if (!hmacs.length) return 'which cannot be verified here'
  const least = Math.min(...hmacs.map(({ leastKeyBytes }) => leastKeyBytes))
  return secret
    ? `which takes a client secret of at least ${least} bytes`
    : 'which takes a client secret, and this client has none'
}
