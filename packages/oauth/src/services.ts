import type { DeviceFlowServices, RevocationOutcome, TokenSet, UserInfo } from '@device-flow/machine'
import { createSleep } from '@device-flow/machine/clock'
import { createCallsUnderWay } from './calls-under-way.ts'
import { clientIdentity } from './client-identity.ts'
import { createContext } from './context.ts'
import { requestDeviceAuthorization } from './device-authorization.ts'
import { createLoginMemory } from './login-memory.ts'
import type { OAuthServicesOptions } from './options.ts'
import { pollToken } from './poll.ts'
import { refreshTokens } from './refresh.ts'
import { revokeTokens } from './revoke.ts'
import { readSettings } from './settings.ts'
import { fetchUserInfo } from './userinfo.ts'

/** The default services of the chart, and what an app asks the same server beside them. */
export interface OAuthServices extends DeviceFlowServices {
  /**
   * Revokes the refresh token, then, without waiting for a slow answer, the access token (RFC 7009). Resolves to `{ revoked: false }`
   * when the server has no revocation endpoint (without a request), or does not revoke that type of token. Rejects with a
   * `TransientFault` or a `DeviceFlowError` when the refresh token (or, without one, the access token) could not be revoked, and so may
   * still work.
   */
  revokeTokens(tokens: TokenSet): Promise<RevocationOutcome>
  /**
   * Asks the server who the tokens belong to (OpenID Connect Core §5.3). With an ID token, the answer must be about the same `sub`.
   * Rejects with a `TransientFault` when the next try may succeed, with a `DeviceFlowError` (`unsupported` without such an
   * endpoint, `refused` with the server's code, `invalidResponse`) when not, and with the signal's reason.
   */
  fetchUserInfo(tokens: TokenSet, call?: { signal?: AbortSignal | undefined }): Promise<UserInfo>
}

/**
 * Makes the services for one client at one authorization server. Nothing is sent before the first call; the server's metadata is
 * then discovered when it is needed, and read again by a login that finds it aged or its endpoints gone.
 *
 * Throws `OAuthOptionsError` when the options cannot work. The services reject as `DeviceFlowServices` says; `pollToken` and
 * `refreshTokens` reject with `TransientFault` alone (and the former with the signal's reason), all else is an outcome.
 */
export function createOAuthServices(options: OAuthServicesOptions): OAuthServices {
  const settings = readSettings(options)
  const context = createContext(settings)
  const logins = createLoginMemory(settings.scope)
  const sleep = createSleep(settings.clock)
  // The port has no call for the end of a login. The signal of a poll is aborted late, or never, so any poll that settles may have been the
  // last; between two polls, the only sign is a sleep that is aborted.
  const calls = createCallsUnderWay(context.signingKeys.stopPrefetch)
  return {
    client: clientIdentity(settings),
    requestDeviceAuthorization: (request, { signal }) =>
      calls.during(async () => {
        const { readings } = context.knownServer
        const authorization = await requestDeviceAuthorization(context, request, signal)
        logins.begin(authorization, request.scope ?? settings.scope, readings)
        return authorization
      }),
    pollToken: (authorization, { signal }) =>
      calls.during(() => pollToken(context, authorization, logins.of(authorization), signal), { mayBeLast: true }),
    refreshTokens: (tokens) => refreshTokens(context, tokens),
    revokeTokens: (tokens) => revokeTokens(context, tokens),
    fetchUserInfo: (tokens, { signal } = {}) => fetchUserInfo(context, tokens, signal),
    sleep: (request, call) => calls.during(() => sleep(request, call)),
  }
}
