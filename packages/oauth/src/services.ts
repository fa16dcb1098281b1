import { createChunk } from '@device-flow/untrusted'
import type { Attachment, ServicesOf } from './attachment.ts'
import { createCallsInFlight } from './calls-in-flight.ts'
import { createContext } from './context.ts'
import type { Context } from './context.ts'
import { loadedCode } from './loaded-code.ts'
import type { OAuthServices } from './oauth-services.ts'
import type { OAuthServicesOptions } from './options/options.ts'
import { readSettings } from './options/settings.ts'
import { createPendingLogins } from './pending-logins.ts'
import { requestDeviceAuthorization } from './requests/device-authorization.ts'

/** What comes after the code. */
const afterTheCode = createChunk(() => import('./requests/after-the-code.ts'))
// With this file, in the background: it is there before the first poll, and stays when the next deployment removes the file.
afterTheCode.preload()

/**
 * Makes the services for one client at one authorization server. Nothing is sent before the first call; the server's metadata is
 * then discovered when it is needed, and read again by a login that finds it aged or its endpoints gone.
 *
 * The services reject as `DeviceFlowServices` says; `pollToken` and `refreshTokens` reject with `TransientFault` alone (and the
 * former with the signal's reason), all else is an outcome.
 *
 * @throws `OAuthOptionsError` when the options cannot work
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628 | RFC 8628}
 * @example
 * ```ts
 * import { createDeviceFlowMachine } from '@device-flow/machine'
 * import { createOAuthServices } from '@device-flow/oauth'
 *
 * const services = createOAuthServices({
 *   issuer: 'https://login.example.com',
 *   clientId: 'living-room-tv',
 *   scope: 'openid offline_access',
 * })
 * export const machine = createDeviceFlowMachine(services)
 * ```
 */
export function createOAuthServices(options: OAuthServicesOptions): OAuthServices {
  const settings = readSettings(options)
  const context = createContext(settings)
  const dpop = settings.dpop as Attachment | undefined
  const loginBinding = settings.loginBinding as Attachment | undefined
  const boundServicesOf: ServicesOf = loginBinding ? (own) => loginBinding(own, servicesOf) : servicesOf
  return dpop ? dpop(context, boundServicesOf) : boundServicesOf(context)
}

function servicesOf(context: Context): OAuthServices {
  const { settings } = context
  const { clock } = settings
  const logins = createPendingLogins(settings)
  // The port has no call for the end of a login. The signal of a poll is aborted late (see the machine's actors.ts), or
  // never, so any poll that settles may have been the last; between two polls, the only sign is a sleep that is
  // aborted.
  const calls = createCallsInFlight(context.signingKeys.stopPrefetch)
  return {
    client: settings.client,
    parameters: settings.parameters,
    refreshGraceMs: settings.refreshGraceMs,
    requestDeviceAuthorization: (request, { signal }) =>
      calls.during(async () => {
        const authorization = await requestDeviceAuthorization(context, request, signal)
        // Counted now: what it has read itself is as old as its code when an endpoint moves later.
        return logins.begin(authorization, request, context.knownServer.readings)
      }),
    pollToken: (authorization, call) =>
      calls.during(
        // Nothing is sent before the code is there that takes the tokens: they are given once.
        async () => {
          const { pollToken } = afterTheCode.code ?? (await loadedCode(afterTheCode, clock, call.signal))
          return pollToken(context, authorization, logins.of(authorization, context.knownServer.readings), call)
        },
        { mayBeLast: true },
      ),
    async refreshTokens(tokens, call) {
      const { refreshTokens } = await loadedCode(afterTheCode, clock)
      return refreshTokens(context, tokens, call)
    },
    async revokeTokens(tokens) {
      const { revokeTokens } = await loadedCode(afterTheCode, clock)
      return revokeTokens(context, tokens)
    },
    // Few apps ask, and none before somebody is signed in.
    async fetchUserInfo(tokens, { signal } = {}) {
      const { fetchUserInfo } = await import('./requests/userinfo.ts')
      return fetchUserInfo(context, tokens, signal)
    },
    sleep: (request, call) => calls.during(() => context.sleep(request, call)),
  }
}
