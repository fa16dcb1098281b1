import { canonicalCode } from '@device-flow/error-codes'
import type { DeviceFlowError } from '@device-flow/machine'

/** The code that a refusal stands for: Keycloak and oidc-provider have others for a client that may not use the flow. */
export function meantBy(code: string, { reason, errorDescription = '' }: DeviceFlowError): string {
  const canonical = canonicalCode(code)
  if (reason !== 'unsupported') return canonical
  // So Django OAuth Toolkit says that it does not know a client.
  if (canonical === 'invalid_request' && /\bclient_id\b/.test(errorDescription)) return 'invalid_client'
  return canonical === 'invalid_grant' || canonical === 'invalid_request' ? 'unauthorized_client' : canonical
}
