import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

const PUBLIC_FLOWS = 'App registrations, the app, Authentication: Allow public client flows is Yes.'
const SECRET =
  'For an app with a secret: App registrations, the app, Certificates & secrets: the Value of one is sent, not its Secret ID.'

/** By what it is recognised, and what people who wait there are told. */
export const aboutMicrosoft: ProviderAbout = {
  title: 'Microsoft Entra ID',
  hosts: ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.partner.microsoftonline.cn'],
  waiting:
    'At Microsoft, a Conditional Access policy may block the device code flow: then only the page says so, and this device is never told. Ask an administrator about the condition Authentication flows.',
}

/** Microsoft Entra ID, found by its tenant: an ID, a domain, or `common`, `organizations`, `consumers` with `issuerTemplate`. */
export const microsoft: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'microsoft',
  about: aboutMicrosoft,
  place: {
    tenant: { description: 'the directory (tenant) ID', example: '8eaef023-2b34-4da1-9baa-8bc8c9d6a490' },
    host: {
      description: 'the host of the cloud',
      example: 'login.microsoftonline.us',
      default: 'login.microsoftonline.com',
    },
  },
  addresses: { issuer: '{host}/{tenant}/v2.0' },
  deviations: [
    'A scope is required.',
    'Denied is authorization_declined, a code that is not known bad_verification_code.',
    'No slow_down is documented.',
    'Scopes are granted in other letters, and with the address of their API before them or without: https://graph.microsoft.com/User.Read.',
    'common, organizations and consumers stand for several tenants: they want issuerTemplate (--issuer-template).',
  ],
  grantedScopes: { ignoresCase: true, mayHaveApi: true, anything: '/.default' },
  supports: {
    discovery: true,
    verification_uri_complete: false,
    'refresh tokens': true,
    'ID tokens': true,
    revocation: false,
    'public clients': true,
  },
  setup: [
    PUBLIC_FLOWS,
    SECRET,
    'For refresh tokens, ask for the scope offline_access.',
    'Protection, Conditional Access, Policies: none with the condition Authentication flows, Device code flow, blocks these people.',
  ],
  refusals: { invalid_client: SECRET },
  publicRefusals: { invalid_client: PUBLIC_FLOWS },
  refresh: {
    rotation: 'always',
    grace: 'A used one is not revoked: it works until it expires.',
    life: 'The access token 60 to 90 minutes by default, the refresh token 90 days.',
    endsAccessToken: false,
    revocation: 'None: signing out forgets the tokens here.',
  },
  sources: [
    {
      text: 'Microsoft: device authorization grant',
      url: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code',
    },
    { text: 'Microsoft: refresh tokens', url: 'https://learn.microsoft.com/entra/identity-platform/refresh-tokens' },
    {
      text: 'Microsoft: Conditional Access, authentication flows',
      url: 'https://learn.microsoft.com/entra/identity/conditional-access/concept-authentication-flows',
    },
  ],
})
