import { oauthError } from '../server/oauth-responses.ts'
import type { ProviderFixture } from './provider-fixture.ts'

/** Discord (discord.com/developers/docs): forms alone. */
export const discord: ProviderFixture = {
  deviceAuthorizationPath: '/api/v10/oauth2/device/authorize',
  tokenPath: '/api/v10/oauth2/token',
  revocationPath: '/api/v10/oauth2/token/revoke',
  refuse: ({ headers }) =>
    headers['content-type'] === 'application/x-www-form-urlencoded' ? undefined : oauthError('invalid_request'),
  granted: (members) => ({ ...members, expires_in: 604_800, id_token: undefined }),
  refresh: 'rotates',
}
