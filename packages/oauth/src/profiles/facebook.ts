import { speaking } from './dialect/dialect.ts'
import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'

const LOGIN_FROM_DEVICES = 'Facebook Login, Settings: Login from Devices is on.'
const CLIENT_TOKEN = 'Settings, Advanced: the Client Token goes into DEVICE_FLOW_CLIENT_SECRET, or clientAuth.'

const speakingFacebook = /* @__PURE__ */ speaking({
  requestNames: { device_code: 'code' },
  parameters: { poll: { grant_type: '' } },
  scopeSeparator: ',',
  responseNames: { code: 'device_code' },
  codes: {
    '3': 'unauthorized_client',
    '1349174': 'authorization_pending',
    '1349172': 'slow_down',
    '1349152': 'expired_token',
  },
})

/** Facebook: the client secret is the app’s client token. */
export const facebook: ProviderAt = /* @__PURE__ */ defineProvider(
  {
    name: 'facebook',
    about: { title: 'Facebook', hosts: ['graph.facebook.com'] },
    addresses: {
      endpoints: {
        deviceAuthorizationEndpoint: 'https://graph.facebook.com/v2.6/device/login',
        tokenEndpoint: 'https://graph.facebook.com/v2.6/device/login_status',
      },
    },
    requiredSecret: 'the Client Token of the app: App Dashboard, App settings, Advanced, Security',
    secretMethod: 'client_secret_post',
    deviations: [
      'App ID and client token go together as access_token; the scope has commas.',
      'device_code is called code, and a poll has no grant_type.',
      'An error is an object; its error_subcode tells pending, too fast and expired, and its code 3 that devices may not sign in.',
    ],
    supports: {
      discovery: false,
      verification_uri_complete: false,
      'refresh tokens': false,
      'ID tokens': false,
      'public clients': false,
    },
    setup: [LOGIN_FROM_DEVICES, CLIENT_TOKEN],
    refusals: { invalid_client: CLIENT_TOKEN, unauthorized_client: LOGIN_FROM_DEVICES },
    refresh: { revocation: 'None: signing out forgets the token here.' },
    sources: [
      { text: 'Facebook: Login for Devices', url: 'https://developers.facebook.com/docs/facebook-login/for-devices' },
    ],
  },
  (fetch) => {
    const send = speakingFacebook(fetch)
    return (address, init) => {
      if (typeof init?.body !== 'string') return send(address, init)
      const { client_id: appId, client_secret: token, ...others } = Object.fromEntries(new URLSearchParams(init.body))
      // Without a token, a proxy puts it in.
      const client = token === undefined ? { client_id: String(appId) } : { access_token: `${appId}|${token}` }
      const body = new URLSearchParams({ ...client, ...others }).toString()
      return send(address, { ...init, body })
    }
  },
)
