// @device-flow/oauth/binding: PKCE and a nonce for the device flow, where the server takes them.
export { createLoginBinding } from './create-login-binding.ts'

export type { LoginBindingOptions } from './create-login-binding.ts'
export type { LoginBinding } from '../options/attachable.ts'
