import type { AliasCode } from '../aliases.ts'

/** Who sends a code's other spelling. */
export const ALIAS_SENDERS: Record<AliasCode, string> = {
  '429': 'gateways',
  '503': 'gateways',
  authorization_declined: 'Microsoft Entra',
  bad_refresh_token: 'GitHub',
  bad_verification_code: 'Microsoft Entra',
  device_flow_disabled: 'GitHub',
  incorrect_client_credentials: 'GitHub',
  invalid_client_id: 'Salesforce',
  quota_exceeded: 'gateways',
  rate_limit_exceeded: 'Google',
  rate_limited: 'gateways',
  resource_exhausted: 'Google',
  service_unavailable: 'gateways',
  throttled: 'gateways',
  token_expired: 'GitHub',
}
