export { createOAuthServices } from './services.ts'
export { OAuthOptionsError } from './options/options-error.ts'
export { oauthOptionNames, oauthOptionPaths } from './options/option-types.ts'
export type { DpopOption, LoginBinding } from './options/attachable.ts'
export type { OAuthServices } from './oauth-services.ts'
export type { UserInfo } from '@device-flow/machine'
export type { Dispatcher, DispatcherSource } from './http/node-options.ts'
export type {
  ClientAuth,
  ClientRegistrations,
  OAuthClientOptions,
  OAuthEndpoints,
  OAuthServerOptions,
  OAuthServicesOptions,
  Provider,
} from './options/options.ts'
export type {
  PlaceFact,
  ProviderAbout,
  ProviderAddresses,
  ProviderFeature,
  ProviderPlace,
  ProviderProfile,
  ProviderSource,
  RefreshFacts,
} from './options/provider-profile.ts'
