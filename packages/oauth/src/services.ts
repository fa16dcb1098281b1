import type { DeviceFlowServices, RevocationOutcome, TokenSet, UserInfo } from '@device-flow/machine'
import { createCallsInFlight } from './calls-in-flight.ts'
import { createContext } from './context.ts'
import { clientIdentity } from './options/client-identity.ts'
import type { OAuthServicesOptions } from './options/options.ts'
import { readSettings } from './options/settings.ts'
import { createPendingLogins } from './pending-logins.ts'
import { requestDeviceAuthorization } from './requests/device-authorization.ts'
import { pollToken } from './requests/poll.ts'
import { refreshTokens } from './requests/refresh.ts'
import { revokeTokens } from './requests/revoke.ts'
import { fetchUserInfo } from './requests/userinfo.ts'

/** The default services of the chart, and what an app asks the same server beside them. */
export interface OAuthServices extends DeviceFlowServices {
  /**
   * Revokes the refresh token, then, without waiting for a slow response, the access token (RFC 7009). Resolves to
   * `{ revoked: false }` when the server has no revocation endpoint (without a request), or does not revoke that type
   * of token.
   *
   * @throws `TransientFault` or `DeviceFlowError` when the refresh token (or, without one, the access token) could not
   * be revoked, and so may still work
   * @see {@link https://www.rfc-editor.org/rfc/rfc7009#section-2 | RFC 7009 §2}
   */
  revokeTokens(tokens: TokenSet): Promise<RevocationOutcome>
  /**
   * Asks the server who the tokens belong to. With an ID token, the response must be about the same `sub`.
   *
   * @throws `TransientFault` when the next try may succeed
   * @throws `DeviceFlowError` when not: `unsupported` without such an endpoint, `refused` with the server's code,
   * `invalidResponse`
   * @throws the signal's reason
   * @see {@link https://openid.net/specs/openid-connect-core-1_0.html#UserInfo | OpenID Connect Core §5.3}
   */
  fetchUserInfo(tokens: TokenSet, call?: { signal?: AbortSignal | undefined }): Promise<UserInfo>
}

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
  const logins = createPendingLogins(settings.scope)
  // The port has no call for the end of a login. The signal of a poll is aborted late (see the machine's actors.ts), or
  // never, so any poll that settles may have been the last; between two polls, the only sign is a sleep that is
  // aborted.
  const calls = createCallsInFlight(context.signingKeys.stopPrefetch)
  return {
    client: clientIdentity(settings),
    refreshGraceMs: settings.refreshGraceMs,
    requestDeviceAuthorization: (request, { signal }) =>
      calls.during(async () => {
        const { readings } = context.knownServer
        const authorization = await requestDeviceAuthorization(context, request, signal)
        logins.begin(authorization, request.scope ?? settings.scope, readings)
        return authorization
      }),
    pollToken: (authorization, { signal }) =>
      calls.during(
        () => pollToken(context, authorization, logins.of(authorization, context.knownServer.readings), signal),
        { mayBeLast: true },
      ),
    refreshTokens: (tokens, call) => refreshTokens(context, tokens, call),
    revokeTokens: (tokens) => revokeTokens(context, tokens),
    fetchUserInfo: (tokens, { signal } = {}) => fetchUserInfo(context, tokens, signal),
    sleep: (request, call) => calls.during(() => context.sleep(request, call)),
  }
}
