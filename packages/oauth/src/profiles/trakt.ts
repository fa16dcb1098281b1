import { requestKind } from './dialect/request-kind.ts'
import { speaking } from './dialect/dialect.ts'
import { defineProvider } from './provider/define-provider.ts'
import type { Dialect, ProviderAt } from './provider/define-provider.ts'

const APPLICATION = 'An application at trakt.tv/oauth/applications, whose Redirect URI is urn:ietf:wg:oauth:2.0:oob.'

const inItsWords = /* @__PURE__ */ speaking({
  encoding: 'json',
  requestNames: { device_code: 'code' },
  parameters: {
    deviceAuthorization: { scope: '', client_secret: '' },
    poll: { grant_type: '' },
    refresh: { redirect_uri: 'urn:ietf:wg:oauth:2.0:oob' },
  },
  pollStatuses: {
    400: 'authorization_pending',
    404: 'invalid_grant',
    409: 'invalid_grant',
    410: 'expired_token',
    418: 'access_denied',
    429: 'slow_down',
  },
})

/** Trakt. */
export const trakt: ProviderAt = /* @__PURE__ */ defineProvider(
  {
    name: 'trakt',
    about: { title: 'Trakt', hosts: ['api.trakt.tv', 'trakt.tv'] },
    addresses: {
      endpoints: {
        deviceAuthorizationEndpoint: 'https://api.trakt.tv/oauth/device/code',
        tokenEndpoint: 'https://api.trakt.tv/oauth/device/token',
        revocationEndpoint: 'https://api.trakt.tv/oauth/revoke',
      },
    },
    requiredSecret: 'the Client Secret of the application: trakt.tv/oauth/applications',
    secretMethod: 'client_secret_post',
    deviations: [
      'Requests are JSON.',
      'device_code is called code, and a poll has no grant_type.',
      'A poll is answered by the HTTP status alone: 400 pending, 404 no such code, 409 used, 410 expired, 418 denied, 429 too fast.',
      'Tokens are renewed at another address than they are polled at: /oauth/token, with a redirect_uri.',
      'There is one scope, public.',
    ],
    supports: {
      discovery: false,
      verification_uri_complete: false,
      'refresh tokens': true,
      'ID tokens': false,
      revocation: true,
      'public clients': false,
      'client secrets': true,
    },
    setup: [APPLICATION],
    refusals: { invalid_client: APPLICATION },
    refresh: { rotation: 'always', life: 'The access token 7 days.' },
    sources: [
      { text: 'Trakt API: devices', url: 'https://trakt.docs.apiary.io/#reference/authentication-devices' },
      { text: 'Trakt API: get a token', url: 'https://docs.trakt.tv/reference/postoauthdevicetoken' },
      { text: 'Trakt API: OAuth', url: 'https://trakt.docs.apiary.io/#reference/authentication-oauth' },
    ],
  },
  renewingElsewhere,
)

function renewingElsewhere(fetch: Parameters<Dialect>[0]): ReturnType<Dialect> {
  const send = inItsWords(fetch)
  return (address, init) => {
    const isRefresh = typeof init?.body === 'string' && requestKind(new URLSearchParams(init.body)) === 'refresh'
    return send(isRefresh ? new URL('/oauth/token', String(address)) : address, init)
  }
}
