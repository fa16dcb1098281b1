import { defineProvider } from './provider/define-provider.ts'
import type { ProviderAt } from './provider/define-provider.ts'
import type { ProviderAbout } from '../options/provider-profile.ts'

const PUBLIC = 'Developer Portal, the application, OAuth2: Public Client is on, for a client without a secret.'
const SOCIAL_SDK = 'The device flow is part of the Discord Social SDK, which the application has to have.'

/** By what it is recognised, and what people who wait there are told. */
export const aboutDiscord: ProviderAbout = {
  title: 'Discord',
  hosts: ['discord.com'],
  waiting: 'At Discord, only accounts that are verified can approve.',
}

/** Discord. */
export const discord: ProviderAt = /* @__PURE__ */ defineProvider({
  name: 'discord',
  about: aboutDiscord,
  addresses: {
    endpoints: {
      deviceAuthorizationEndpoint: 'https://discord.com/api/v10/oauth2/device/authorize',
      tokenEndpoint: 'https://discord.com/api/v10/oauth2/token',
      revocationEndpoint: 'https://discord.com/api/v10/oauth2/token/revoke',
    },
  },
  secretMethod: 'client_secret_post',
  deviations: ['Forms alone are taken.'],
  supports: { discovery: false, 'refresh tokens': true, revocation: true, 'public clients': true },
  setup: [PUBLIC, SOCIAL_SDK],
  refusals: { unauthorized_client: SOCIAL_SDK },
  publicRefusals: { invalid_client: PUBLIC },
  refresh: {
    rotation: 'always',
    life: 'The access token about 7 days.',
    revocation: 'Revoking either token ends all tokens of that authorization.',
  },
  sources: [
    {
      text: 'Discord: account linking on consoles',
      url: 'https://discord.com/developers/docs/discord-social-sdk/development-guides/account-linking-on-consoles',
    },
    { text: 'Discord: OAuth2', url: 'https://discord.com/developers/docs/topics/oauth2' },
  ],
})
