import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

const NATIVE = 'Applications, Create App Integration: OIDC - OpenID Connect, Native Application.'
const RULE =
  'Security, API, the authorization server, Access Policies, the rule: Device Authorization is among its grant types, too.'

/** By what it is recognised, and what people who wait there are told. */
export const aboutOkta: ProviderAbout = {
  title: 'Okta',
  hosts: ['*.okta.com', '*.oktapreview.com', '*.okta-emea.com'],
  waiting:
    'At Okta, the page may have refused: the person has to be assigned to the application, and the rule of the access policy has to have the grant Device Authorization.',
}

/** Okta, found by the host of the organisation; the authorization server is the tenant. */
export const okta: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'okta',
  about: aboutOkta,
  place: {
    host: { description: 'the host of the organisation', example: 'example.okta.com' },
    tenant: { description: 'the authorization server', example: 'default', default: 'default' },
  },
  addresses: { issuer: '{host}/oauth2/{tenant}' },
  deviations: ['A user code has no hyphen: HMBSRJRC.'],
  supports: { discovery: true, 'refresh tokens': true, 'ID tokens': true, revocation: true, 'public clients': true },
  setup: [NATIVE, 'The application’s Grant type: Device Authorization, and Refresh Token for refresh tokens.', RULE],
  refusals: { access_denied: RULE },
  publicRefusals: { invalid_client: NATIVE },
  refresh: {
    rotation: 'optional',
    grace: 'With rotation, 30 s by default, up to 60 s.',
    life: 'By the rule of the access policy; of the organisation’s own authorization server 90 days.',
  },
  sources: [
    {
      text: 'Okta: device authorization grant',
      url: 'https://developer.okta.com/docs/guides/device-authorization-grant/main/',
    },
    {
      text: 'Okta: refresh access tokens and rotate refresh tokens',
      url: 'https://developer.okta.com/docs/guides/refresh-tokens/main/',
    },
  ],
})
