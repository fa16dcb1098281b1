import type { AliasCode } from '../aliases.ts'

/** Who sends a code's other spelling. */
export const ALIAS_SENDERS: Record<AliasCode, string> = {
  authorization_declined: 'Microsoft Entra',
  bad_refresh_token: 'GitHub',
  bad_verification_code: 'Microsoft Entra',
  device_flow_disabled: 'GitHub',
  incorrect_client_credentials: 'GitHub',
  rate_limit_exceeded: 'Google',
  token_expired: 'GitHub',
}
