export { signIn } from './sign-in.ts'
// From the files, not from store/index.ts: what both entries share would be a chunk named index, and take the place of this one's types.
export { appStore } from './store/app/app-store.ts'
export { dispatchedFetch } from './network/dispatched-fetch.ts'
export { networkDispatcher } from './network/network-dispatcher.ts'
export { fileStore } from './store/file-store.ts'
export { listenForKeys } from './terminal/listen-for-keys.ts'
export { openBrowser } from './terminal/open-browser.ts'
export { terminalPrompt } from './terminal/terminal-prompt.ts'
export { OAuthOptionsError } from '@device-flow/oauth/options-error'
export { SessionStoreError } from '@device-flow/session/encrypted'

export type { LoginOptions, SignInOptions, SignInServices } from './sign-in-options.ts'
export type { NetworkOptions, Pem } from './network/network-options.ts'
export type { DevicePrompt } from './prompt.ts'
export type { Session } from '@device-flow/session'
export type { AppStore, AppStoreOptions } from './store/app/app-store-types.ts'
export type { StoreDescription } from './store/app/describe.ts'
export type { FileStore, FileStoreOptions } from './store/file-store.ts'
export type { KeyInput } from './terminal/key-input.ts'
export type { KeyListenerOptions } from './terminal/listen-for-keys.ts'
export type { PromptHandlers } from './terminal/prompt-handlers.ts'
export type { TerminalPromptOptions } from './terminal/prompt-options.ts'
export type { Environment, TerminalStream } from './terminal/terminal-stream.ts'
export type {
  ClientAuth,
  ClientRegistrations,
  Dispatcher,
  DispatcherSource,
  OAuthEndpoints,
  OAuthServicesOptions,
  UserInfo,
} from '@device-flow/oauth'
