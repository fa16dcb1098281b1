// @device-flow/oauth/lazy: what a page needs of the OAuth part before anybody signs in.
export { lazyServices } from './lazy-services.ts'
export type { LazyServices, OAuthCode } from './lazy-services.ts'
