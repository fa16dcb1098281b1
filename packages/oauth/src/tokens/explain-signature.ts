import type { DeviceFlowError } from '@device-flow/machine'
import { invalidIdToken } from './id-token-error.ts'
import type * as Words from './signature-problem.ts'

/**
 * The error for a signature that could not be verified, in words that are loaded only now; in fewer where they cannot
 * be loaded, as in a page whose files were replaced meanwhile.
 */
export async function explainSignature(
  field: 'alg' | 'kid',
  explain: (words: typeof Words) => DeviceFlowError,
): Promise<DeviceFlowError> {
  return import('./signature-problem.ts').then(explain).catch(() => invalidIdToken(field))
}
