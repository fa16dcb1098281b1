import type * as oauth from 'oauth4webapi'
import { clientSecretOf } from '../options/client-auth.ts'
import type { Settings } from '../options/settings.ts'
import { acceptedAlgorithms, isEnough } from './id-token-support.ts'

/** Whether the client secret verifies ID tokens that name this algorithm. */
export function isVerifiedBySecret(settings: Settings, metadata: oauth.AuthorizationServer, alg: unknown): boolean {
  const accepted = acceptedAlgorithms(settings, metadata).find((name) => name === alg)
  return accepted !== undefined && isEnough(accepted, clientSecretOf(settings.clientAuth))
}
