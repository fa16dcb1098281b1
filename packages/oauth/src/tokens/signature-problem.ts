// Loaded only where a signature could not be verified: few need these words.
import type { DeviceFlowError } from '@device-flow/machine'
import type * as oauth from 'oauth4webapi'
import { clientSecretOf } from '../options/client-auth.ts'
import { hmacNamed, isAsymmetric, isSameAlgorithm } from '../options/jws-algorithms.ts'
import type { Settings } from '../options/settings.ts'
import { invalidIdToken } from './id-token-error.ts'
import { acceptedAlgorithms, isEnough, lackOf, SIGN_OTHERWISE } from './id-token-support.ts'
import { unverifiedPart } from './jwt.ts'

const KEY_TYPES: Record<string, string> = { RS: 'RSA', PS: 'RSA', ES: 'EC', Ed: 'OKP', ML: 'AKP' }
const MEND_KEYS = 'Have the key set of the server (jwks_uri) put right, or leave openid out of the scope.'

/**
 * The error for an ID token that is signed with an algorithm that is not accepted, or cannot be verified here. Names
 * only what JWS names: the header may hold anything.
 */
export function wrongAlgorithm(
  settings: Settings,
  metadata: oauth.AuthorizationServer,
  idToken: unknown,
): DeviceFlowError {
  const { alg } = unverifiedPart(idToken, 'header')
  const name = isAsymmetric(String(alg)) || hmacNamed(alg) ? String(alg) : undefined
  const secret = clientSecretOf(settings.clientAuth)
  const { idTokenSignedResponseAlg: configured } = settings
  if (alg === 'none') return invalidIdToken('alg', 'it is not signed (alg is none)', SIGN_OTHERWISE)
  const signedWith = `it is signed with ${name ?? 'an algorithm'} (alg), `
  const canVerify = name !== undefined && (isAsymmetric(name) || isEnough(name, secret))
  if (!canVerify || acceptedAlgorithms(settings, metadata).includes(name)) {
    return invalidIdToken('alg', signedWith + lackOf([name], secret), SIGN_OTHERWISE)
  }
  return invalidIdToken(
    'alg',
    `${signedWith}and ${configured ? `${configured} is configured` : 'the server does not announce that'}`,
    `If it is right, set idTokenSignedResponseAlg (--id-token-alg on the command line) to ${name}.`,
  )
}

/**
 * The error for an ID token that none of the published keys can have signed: that the key which it names is not
 * published, or in which member that one does not fit.
 */
export function noFittingKey(keys: oauth.JWK[], { alg, kid }: { alg: string; kid: unknown }): DeviceFlowError {
  const named = kid ? keys.filter((key) => key.kid === kid) : keys
  if (named.length === 0) return invalidIdToken('kid')
  const misfits = new Set(named.map((key) => misfitOf(key, alg)))
  const which = kid ? 'the published key that it names (kid)' : 'each published key'
  return invalidIdToken('kid', `${which} ${[...misfits].join(', or ')}`, MEND_KEYS)
}

/** In which member a key does not fit (RFC 7517 §4), in the order in which the next ones make no sense without it. */
function misfitOf(key: oauth.JWK, alg: string): string {
  const { kty, use = 'sig', key_ops: operations } = key
  if (kty !== KEY_TYPES[alg.slice(0, 2)]) return `is of another type than ${alg} takes (kty)`
  if (use !== 'sig') return 'is not for signatures (use)'
  if (operations && !(Array.isArray(operations) && operations.includes('verify')))
    return 'is not for verifying (key_ops)'
  if (key.alg !== undefined && !isSameAlgorithm(key.alg, alg)) return `is for another algorithm than ${alg} (alg)`
  if ('d' in key || 'priv' in key) return 'is published with its private part'
  return `cannot be used for ${alg}: it is too short, of another curve, or broken`
}
