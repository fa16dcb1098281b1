import type { AliasCode } from '../aliases.ts'

/** Who sends a code's other spelling. */
export const ALIAS_SENDERS: Record<AliasCode, string> = {
  '429': 'gateways',
  '503': 'gateways',
  authorization_declined: 'Microsoft Entra',
  bad_refresh_token: 'GitHub',
  bad_verification_code: 'Microsoft Entra',
  code_not_found: 'some servers',
  device_code_not_found: 'some servers',
  device_flow_disabled: 'GitHub',
  device_not_found: 'Django OAuth Toolkit',
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
