import { oauthError, slowDown } from '../server/oauth-responses.ts'
import type { ProviderFixture } from './provider-fixture.ts'

/** GitHub (docs.github.com, authorizing OAuth apps). */
export const github: ProviderFixture = {
  deviceAuthorizationPath: '/login/device/code',
  tokenPath: '/login/oauth/access_token',
  // Errors are 200.
  verdicts: {
    pending: () => oauthError('authorization_pending', { status: 200 }),
    slowDown: () => slowDown({ status: 200, interval: 10 }),
    denied: () => oauthError('access_denied', { status: 200 }),
    expired: (shape) => oauthError(shape === 'documented' ? 'expired_token' : 'token_expired', { status: 200 }),
    unknown: () => oauthError('incorrect_device_code', { status: 200 }),
  },
  granted: (members) => ({
    ...members,
    token_type: 'bearer',
    scope: String(members['scope'] ?? '').replaceAll(' ', ','),
    id_token: undefined,
    expires_in: 28_800,
    refresh_token_expires_in: 15_811_200,
  }),
  refresh: 'rotates',
  refusedRefresh: () => oauthError('bad_refresh_token', { status: 200 }),
  encode: ({ body, ...response }, { headers }) =>
    headers.accept?.includes('json')
      ? { ...response, body }
      : {
          ...response,
          form: Object.fromEntries(Object.entries(Object(body)).map(([name, value]) => [name, String(value)])),
        },
}
