import type { DeviceFlowError } from '@device-flow/machine'
import type * as oauth from 'oauth4webapi'
import type { Settings } from '../options/settings.ts'
import { invalidIdToken } from './id-token-error.ts'
import type * as Words from './signature-problem.ts'

/** The error for an ID token that is signed with an algorithm that is not accepted, or cannot be verified here. */
export function explainAlgorithm(
  settings: Settings,
  metadata: oauth.AuthorizationServer,
  idToken: unknown,
): Promise<DeviceFlowError> {
  return explain('alg', (words) => words.wrongAlgorithm(settings, metadata, idToken))
}

/** The error for an ID token that none of the published keys can have signed. */
export function explainKeys(keys: oauth.JWK[], header: { alg: string; kid: unknown }): Promise<DeviceFlowError> {
  return explain('kid', (words) => words.noFittingKey(keys, header))
}

/** In words that are loaded only now; in fewer where they cannot be loaded, as in a page whose files were replaced meanwhile. */
function explain(field: 'alg' | 'kid', saying: (words: typeof Words) => DeviceFlowError): Promise<DeviceFlowError> {
  return import('./signature-problem.ts').then(saying).catch(() => invalidIdToken(field))
}
