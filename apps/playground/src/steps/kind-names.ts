import type { ExchangeKind } from '../wire/exchange.ts'

/** What a request is called, in the words of the RFCs. */
export const KIND_NAMES: Readonly<Record<ExchangeKind, string>> = {
  discovery: 'Server metadata',
  registration: 'Client registration',
  keys: 'Signing keys',
  deviceAuthorization: 'Device authorization request',
  poll: 'Poll (device access token request)',
  refresh: 'Refresh',
  revocation: 'Token revocation',
  userInfo: 'User info',
  api: 'API call',
  signOfLife: 'Sign of life (asked by this page)',
}
