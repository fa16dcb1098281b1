import type { ScriptedResponse } from '../server/scripted-response.ts'
import type { ProviderFixture } from './provider-fixture.ts'

function refusal(message: string): ScriptedResponse {
  return { status: 400, body: { status: 400, message } }
}

/** Twitch (dev.twitch.tv, device code grant flow). What a denial and too fast a poll say, it does not document. */
export const twitch: ProviderFixture = {
  deviceAuthorizationPath: '/oauth2/device',
  tokenPath: '/oauth2/token',
  revocationPath: '/oauth2/revoke',
  refuse: ({ form }, isPoll) => {
    if (!form.has('client_id')) return refusal('missing client id')
    const needsScopes = !isPoll || form.has('device_code')
    return needsScopes && !form.has('scopes') ? refusal('missing scopes') : undefined
  },
  formOf: ({ form }) => new URLSearchParams([...form, ['scope', form.get('scopes') ?? '']]),
  issued: ({ verification_uri, user_code, ...code }) => ({
    body: { ...code, user_code, verification_uri: `${verification_uri}?public=true&device-code=${user_code}` },
  }),
  verdicts: {
    pending: () => refusal('authorization_pending'),
    slowDown: () => refusal('slow_down'),
    denied: () => refusal('access_denied'),
    expired: () => refusal('invalid device code'),
    unknown: () => refusal('invalid device code'),
  },
  granted: ({ access_token, refresh_token, scope }) => ({
    access_token,
    refresh_token,
    scope: String(scope).split(' '),
    token_type: 'bearer',
    expires_in: 14_124,
  }),
  refresh: 'rotates',
  refusedRefresh: () => refusal('Invalid refresh token'),
}
