import type { Session } from '@device-flow/session'
import type { SignInOptions } from './sign-in-options.ts'

/**
 * Signs a person in on this process with a device login: shows a code by `onPrompt`, polls until the person has decided elsewhere, and
 * resolves to the session. With `store`, the session is kept: the next call finds it, and resolves to it without a prompt, unless
 * its access token is dead and the server refuses to renew it.
 *
 * No timer, listener or socket of the session keeps the process alive. With `services` of your own their `sleep` decides: those of
 * `createOAuthServices` wait for the next refresh until `signOut`.
 *
 * @throws DeviceFlowError when the login ended without a session; its `reason` says why
 * @throws DeviceSessionError before any request, when `session` is of another client or version, or has lost its secrets
 * @throws OAuthOptionsError before any request, for an option that is missing, unknown, of a wrong type, or cannot work
 * @throws DeviceFlowError `signedOut`: `endedBy` is `elsewhere` when another process gives up the login that they share, and `storage`
 *   when its record is removed
 * @throws AbortError when the login is cancelled in an inspector
 * @throws the signal's reason as soon as it is aborted: before any request, if it already was. Not while the session of a granted login
 *   is being kept in `store`: it resolves then
 * @throws what `onPrompt`, `onChange` or `onExpired` threw
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628 | RFC 8628}
 * @example
 * ```ts
 * import { signIn, terminalPrompt } from '@device-flow/node'
 *
 * const session = await signIn({
 *   issuer: 'https://YOUR-TENANT.auth0.com/',
 *   clientId: 'YOUR-CLIENT-ID',
 *   scope: 'openid profile offline_access',
 *   allowedOrigins: ['https://api.example.com'],
 *   ...terminalPrompt(),
 * })
 * const response = await session.fetch('https://api.example.com/orders')
 * console.log(response.status)
 * ```
 */
export async function signIn(options: SignInOptions): Promise<Session> {
  // Loaded now: most runs of most programs sign nobody in, and would wait for the chart and OAuth all the same.
  const { startLogin } = await import('./login.ts')
  return startLogin(options)
}
