import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'

const GRANT = 'The client has the grant type Device Authorization Grant.'

/** PingFederate, found by the host of one that you run. */
export const pingfederate: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'pingfederate',
  about: { title: 'PingFederate', hosts: [] },
  place: { host: { description: 'the host of its base URL, with the port', example: 'sso.example.com:9031' } },
  addresses: {
    issuer: '{host}',
    endpoints: {
      deviceAuthorizationEndpoint: '{host}/as/device_authz.oauth2',
      tokenEndpoint: '{host}/as/token.oauth2',
      revocationEndpoint: '{host}/as/revoke_token.oauth2',
    },
  },
  supports: {
    discovery: true,
    'refresh tokens': true,
    'ID tokens': true,
    revocation: true,
    'public clients': true,
    'client secrets': true,
  },
  setup: [GRANT],
  refusals: { unauthorized_client: GRANT },
  refresh: {
    rotation: 'optional',
    grace: 'By Refresh Token Rolling Grace Period, where Roll Refresh Token Values is on.',
    life: 'With the persistent grant: Persistent Grant Max Lifetime, Persistent Grant Idle Timeout.',
  },
  sources: [
    {
      text: 'PingFederate: device authorization endpoint',
      url: 'https://docs.pingidentity.com/pingfederate/latest/developers_reference_guide/pf_device_auth_endpoint.html',
    },
    {
      text: 'PingFederate: user authorization endpoint',
      url: 'https://docs.pingidentity.com/pingfederate/latest/developers_reference_guide/pf_user_auth_endpoint.html',
    },
    {
      text: 'PingFederate: authorization server settings',
      url: 'https://docs.pingidentity.com/pingfederate/latest/administrators_reference_guide/help_authorizationserversettingstasklet_oauthauthorizationserversettingsstate.html',
    },
  ],
})
