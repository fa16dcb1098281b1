import { oauthError } from '../server/oauth-responses.ts'
import type { ProviderFixture } from './provider-fixture.ts'

/** Salesforce (help.salesforce.com, OAuth 2.0 device flow; forcedotcom/sfdx-core): one endpoint for codes and tokens. */
export const salesforce: ProviderFixture = {
  deviceAuthorizationPath: '/services/oauth2/token',
  tokenPath: '/services/oauth2/token',
  revocationPath: '/services/oauth2/revoke',
  refuse: ({ form }) => {
    const grant = form.get('grant_type')
    const isKnown = form.get('response_type') === 'device_code' || grant === 'device' || grant === 'refresh_token'
    return isKnown ? undefined : oauthError('unsupported_grant_type', { description: 'grant type not supported' })
  },
  formOf: ({ form }) => {
    const code = form.get('code')
    return new URLSearchParams([...form, ...(code === null ? [] : [['device_code', code]])])
  },
  issued: ({ expires_in: _none, ...code }) => ({ body: code }),
  granted: ({ access_token, refresh_token, scope }) => ({
    access_token,
    refresh_token,
    scope,
    token_type: 'Bearer',
    instance_url: 'https://example.my.salesforce.com',
    id: 'https://login.salesforce.com/id/00D/005',
    signature: 'c2lnbmF0dXJl',
    issued_at: '1767225600000',
  }),
  refresh: 'stays',
}
