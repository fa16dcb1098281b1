// An entry of its own: an app has in its bundle what it names, and of what it does not name nothing.
export { auth0 } from './auth0.ts'
export { aws } from './aws.ts'
export { betterAuth } from './better-auth.ts'
export { dex } from './dex.ts'
export { discord } from './discord.ts'
export { djangoOauthToolkit } from './django-oauth-toolkit.ts'
export { doorkeeper } from './doorkeeper.ts'
export { facebook } from './facebook.ts'
export { github } from './github.ts'
export { gitlab } from './gitlab.ts'
export { google } from './google.ts'
export { huggingface } from './hugging-face.ts'
export { keycloak } from './keycloak.ts'
export { logto } from './logto.ts'
export { microsoft } from './microsoft.ts'
export { okta } from './okta.ts'
export { openai } from './openai.ts'
export { pingfederate } from './ping-federate.ts'
export { salesforce } from './salesforce.ts'
export { trakt } from './trakt.ts'
export { twitch } from './twitch.ts'

export { allProviders } from './all.ts'
export { profileOf, providerNamed } from './known-provider.ts'
export { speaking } from './dialect/dialect.ts'
export type { DialectFacts } from './dialect/dialect.ts'
export type { RequestKind } from './dialect/request-kind.ts'
export type { RequestDialect } from './dialect/translate-request.ts'
export type { ResponseDialect } from './dialect/translate-response.ts'
export { defineProvider } from './provider/define-provider.ts'
export type { Dialect, ProviderAt, ProviderFacts } from './provider/define-provider.ts'
export type { Provider } from '../options/options.ts'
export type {
  GrantedScopeFacts,
  PlaceFact,
  ProviderAbout,
  ProviderAddresses,
  ProviderFeature,
  ProviderPlace,
  ProviderProfile,
  ProviderSource,
  RefreshFacts,
  RegionFact,
} from '../options/provider-profile.ts'
