import { oauthError } from '../server/oauth-responses.ts'
import type { ProviderFixture } from './provider-fixture.ts'

/** Trakt (trakt.docs.apiary.io, authentication: devices): JSON, and the HTTP status for the rest. */
export const trakt: ProviderFixture = {
  deviceAuthorizationPath: '/oauth/device/code',
  tokenPath: '/oauth/device/token',
  refreshPath: '/oauth/token',
  revocationPath: '/oauth/revoke',
  refuse: ({ headers, body }, isPoll) => {
    if (!headers['content-type']?.startsWith('application/json')) return { status: 415 }
    const { client_secret: secret, grant_type: grant, redirect_uri: to } = JSON.parse(body) as Record<string, string>
    if (isPoll && secret === undefined) return { status: 401, body: { error: 'invalid_client' } }
    return grant === 'refresh_token' && to === undefined
      ? { status: 400, body: { error: 'invalid_request', error_description: 'redirect_uri is missing' } }
      : undefined
  },
  formOf: ({ body }) => {
    const { code = '', ...members } = JSON.parse(body) as Record<string, string>
    return new URLSearchParams({ ...members, device_code: code })
  },
  issued: ({ verification_uri, ...code }) => ({ body: { ...code, verification_url: verification_uri } }),
  verdicts: {
    pending: () => ({ status: 400 }),
    slowDown: () => ({ status: 429 }),
    denied: () => ({ status: 418 }),
    expired: () => ({ status: 410 }),
    unknown: () => ({ status: 404 }),
  },
  granted: ({ access_token, refresh_token, expires_in }) => ({
    access_token,
    refresh_token,
    expires_in,
    token_type: 'bearer',
    scope: 'public',
    created_at: 1_767_225_600,
  }),
  refresh: 'rotates',
  refusedRefresh: () => oauthError('invalid_grant', { status: 401 }),
}
