import { denied, expired, oauthError, pending, slowDown } from '../server/oauth-responses.ts'
import type { ProviderFixture } from './provider-fixture.ts'

/** Better Auth (device-authorization/routes.ts): its router takes JSON alone. */
export const betterAuth: ProviderFixture = {
  deviceAuthorizationPath: '/api/auth/device/code',
  tokenPath: '/api/auth/device/token',
  refuse: ({ headers }) =>
    headers['content-type']?.startsWith('application/json')
      ? undefined
      : { status: 415, body: { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'Content-Type is not allowed' } },
  formOf: ({ body }) => new URLSearchParams(JSON.parse(body) as Record<string, string>),
  issued: (code) => ({
    body: { ...code, verification_uri_complete: `${code.verification_uri}?user_code=${code.user_code}` },
  }),
  verdicts: {
    pending: () => pending({ description: 'Authorization pending' }),
    slowDown: () => slowDown({ description: 'Polling too frequently' }),
    denied: () => denied({ description: 'Access denied' }),
    expired: () => expired({ description: 'Device code has expired' }),
    unknown: () => oauthError('invalid_grant', { description: 'Invalid device code' }),
  },
  granted: ({ access_token, scope }) => ({ access_token, scope, token_type: 'Bearer', expires_in: 604_800 }),
  refresh: 'none',
}
