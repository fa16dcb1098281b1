import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

/** By what it is recognised, and what people who wait there are told. */
export const aboutGithub: ProviderAbout = {
  title: 'GitHub',
  hosts: ['github.com'],
  waiting:
    'At GitHub, 50 codes an hour can be entered for an app. If the page refuses the code, wait, and ask for a new one.',
}

const NARROWER = {
  repo: ['repo:status', 'repo_deployment', 'public_repo', 'repo:invite', 'security_events'],
  'admin:repo_hook': ['write:repo_hook', 'read:repo_hook'],
  'write:repo_hook': ['read:repo_hook'],
  'admin:org': ['write:org', 'read:org', 'manage_runners:org'],
  'write:org': ['read:org'],
  'admin:public_key': ['write:public_key', 'read:public_key'],
  'write:public_key': ['read:public_key'],
  'admin:gpg_key': ['write:gpg_key', 'read:gpg_key'],
  'write:gpg_key': ['read:gpg_key'],
  'admin:ssh_signing_key': ['write:ssh_signing_key', 'read:ssh_signing_key'],
  'write:ssh_signing_key': ['read:ssh_signing_key'],
  user: ['read:user', 'user:email', 'user:follow'],
  'write:discussion': ['read:discussion'],
  'write:packages': ['read:packages'],
  project: ['read:project'],
  'admin:enterprise': ['manage_runners:enterprise', 'manage_billing:enterprise', 'read:enterprise'],
  codespace: ['codespace:secrets'],
  audit_log: ['read:audit_log'],
}

/** GitHub, or with its host, a GitHub Enterprise Server. */
export const github: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'github',
  about: aboutGithub,
  place: {
    host: {
      description: 'the host of the GitHub Enterprise Server',
      example: 'github.example.com',
      default: 'github.com',
    },
  },
  addresses: {
    endpoints: {
      deviceAuthorizationEndpoint: '{host}/login/device/code',
      tokenEndpoint: '{host}/login/oauth/access_token',
    },
  },
  refreshGraceMs: 0,
  grantedScopes: { includes: NARROWER },
  deviations: [
    'Errors come with status 200.',
    'Without the header Accept: application/json, bodies are form-encoded. The header is sent.',
    'slow_down names the new interval.',
    'The granted scope has commas between its parts, and leaves out what another part includes: user for user and user:email.',
    'A fresh code may not be known yet at the first polls: incorrect_device_code.',
    'An app that is not enabled says device_flow_disabled; a wrong secret incorrect_client_credentials, a wrong code incorrect_device_code.',
  ],
  supports: {
    discovery: false,
    verification_uri_complete: false,
    'refresh tokens': true,
    'ID tokens': false,
    revocation: false,
    'public clients': true,
    'pages (CORS)': false,
  },
  setup: [
    'The app’s settings: Enable Device Flow.',
    'For refresh tokens, a GitHub App: Optional Features, User-to-server token expiration, Opt-in. The tokens of an OAuth app do not expire.',
  ],
  refresh: {
    rotation: 'always',
    grace: 'None.',
    life: 'With expiration: the access token 8 hours, the refresh token 6 months.',
    endsAccessToken: true,
    revocation: 'None that a public client can ask for. The person revokes the app in Settings, Applications.',
  },
  sources: [
    {
      text: 'GitHub: device flow',
      url: 'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#device-flow',
    },
    {
      text: 'GitHub: scopes for OAuth apps',
      url: 'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps',
    },
    {
      text: 'GitHub: refreshing user access tokens',
      url: 'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens',
    },
  ],
})
