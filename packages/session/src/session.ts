import { DeviceFlowError, toView } from '@device-flow/machine'
import type {
  AuthorizationDetail,
  DeviceFlowActor,
  DeviceFlowView,
  IdTokenClaims,
  RevocationOutcome,
  UserInfo,
} from '@device-flow/machine'
import { freshTokens, renewTokens } from '@device-flow/machine/tokens'
import { systemClock } from '@device-flow/machine/clock'
import { withDeadline } from '@device-flow/untrusted'
import { createAuthorizedFetch } from './fetch/authorized-fetch.ts'
import type { AuthorizedFetchOptions } from './fetch/authorized-fetch.ts'
import type { TrackedServices } from './in-flight.ts'
import { SessionOptionsError } from './session-options-error.ts'
import { stopSignedOut } from './stop-signed-out.ts'

/** The longest that signing out waits for the server. */
const SIGN_OUT_LIMIT_MS = 5_000

/** What a program does with a login that has signed someone in. */
export interface Session {
  /** The claims of the validated ID token, when there is one; undefined once signed out. */
  readonly claims: IdTokenClaims | undefined
  /** The granted scope, space-separated. */
  readonly scope: string | undefined
  /** What was granted of the `authorization_details` (RFC 9396) that were asked for; undefined where the server does not say. */
  readonly authorizationDetails: readonly AuthorizationDetail[] | undefined
  /** What a UI shows now: `authorized`; `error` when the session has ended at the server or is out of reach; `idle` once signed out. */
  readonly view: DeviceFlowView
  /** The running machine, for `toDeviceSession`, `@xstate/inspect` and the like. */
  readonly actor: DeviceFlowActor
  /**
   * Resolves to the access token, renewed first when it has expired or is about to: by one request, however many callers wait.
   *
   * @throws DeviceFlowError `signedOut` when the session is over, `offline` when the server cannot be reached and the old token is
   *   dead. Until the error's `retryAt` (`Retry-After`, back-off) each call rejects with it at once
   */
  getAccessToken(): Promise<string>
  /**
   * Does what `fetch` does, with the access token as bearer, for the allowed origins alone: `allowedOrigins`, or where that is left out
   * those of the client's `audience` and `resources`. After a 401 that is about the token it is renewed once and the request sent once
   * more. What cannot be sent again is a stream, or a `Request` with more than 1 MiB in it: then it resolves to the 401, and the next call
   * has the new token. A redirect to another origin is followed without the token.
   *
   * @throws OriginNotAllowedError before any request, for a URL elsewhere
   * @throws DeviceFlowError as {@link getAccessToken} does
   * @throws InsufficientAuthorizationError when the API wants a scope that was not granted, or a stronger or more recent sign-in
   * @throws TypeError for what is no URL, and where `fetch` itself does
   * @see {@link https://www.rfc-editor.org/rfc/rfc6750#section-2.1 | RFC 6750 §2.1}
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /**
   * Renews the access token now, or waits for the renewal under way.
   *
   * @throws DeviceFlowError `signedOut`, `offline` (also when the old token still lives, and until `retryAt` without a request), or
   *   `unsupported` when the server gave no refresh token
   * @see {@link https://www.rfc-editor.org/rfc/rfc6749#section-6 | RFC 6749 §6}
   */
  refresh(): Promise<void>
  /**
   * Asks the server who is signed in. With an ID token, the response must be about the same `sub`.
   *
   * @throws DeviceFlowError as {@link getAccessToken} does, `unsupported` where the services have no `fetchUserInfo`, and as that does
   * @see {@link https://openid.net/specs/openid-connect-core-1_0.html#UserInfo | OpenID Connect Core §5.3}
   */
  userInfo(): Promise<UserInfo>
  /**
   * Forgets the tokens at once, and resolves when the server has been asked to revoke them, or after 5 s. Signed out here means signed
   * out, whatever the server says; `revoked` is whether it has confirmed that the tokens are revoked, and `problem` why it has not, where
   * that is known. With `revoked: true`, `problem` says that the sign-out could not be written: the dead tokens are still kept, and whoever
   * opens the session finds them. Never rejects.
   *
   * Where the login is the session's own, as of `signIn` and `openSession`, its machine stops then: nothing is watched any more, and
   * {@link close} is not needed.
   *
   * @see {@link https://www.rfc-editor.org/rfc/rfc7009 | RFC 7009}
   */
  signOut(): Promise<RevocationOutcome>
  /**
   * Leaves the session: it is not signed out, but this process has no more to do with it. Resolves when what is under way is done: renewed
   * tokens are kept, and the lock is given back. What could not be kept until now is tried for up to 2 s more; after that, nothing of the
   * session holds the process, and it is tried again each second while the process lives anyway. Call it before the connection that a store
   * needs is closed. Never rejects.
   */
  close(): Promise<void>
}

/** What a session is made with. All of it may be left out. */
export interface SessionOptions extends AuthorizedFetchOptions {
  /**
   * Nobody but the session has the login: its machine stops once the person has signed out, and no longer watches what is kept. Default
   * false: it goes on, for the next login of the app.
   */
  endsAtSignOut?: boolean | undefined
}

/**
 * Creates the session of a login that has signed someone in. `signIn` of `@device-flow/node` resolves to one; in a page, it is for code
 * that is no component.
 *
 * @param actor the running login
 * @param tracked the services that its machine was made with
 * @throws SessionOptionsError when there are no tracked services
 * @example
 * ```ts
 * import { createDeviceFlowMachine, type DeviceFlowServices } from '@device-flow/machine'
 * import { createSession, trackInFlight, type Session } from '@device-flow/session'
 * import { createActor, waitFor } from 'xstate'
 *
 * export async function login(services: DeviceFlowServices): Promise<Session> {
 *   const tracked = trackInFlight(services)
 *   const actor = createActor(createDeviceFlowMachine(tracked.services)).start()
 *   actor.send({ type: 'start' })
 *   await waitFor(actor, (snapshot) => snapshot.hasTag('signedIn'))
 *   return createSession(actor, tracked)
 * }
 * ```
 */
export function createSession(
  actor: DeviceFlowActor,
  tracked: TrackedServices,
  { endsAtSignOut = false, ...options }: SessionOptions = {},
): Session {
  if (!tracked?.services) throw new SessionOptionsError('tracked', 'must be what trackInFlight returns')
  const { clock = systemClock } = options
  const tokens = () => freshTokens(actor, () => clock.now())
  return {
    actor,
    get claims() {
      return actor.getSnapshot().context.tokens?.claims
    },
    get scope() {
      return actor.getSnapshot().context.tokens?.scope
    },
    get authorizationDetails() {
      return actor.getSnapshot().context.tokens?.authorizationDetails
    },
    get view() {
      return toView(actor.getSnapshot())
    },
    getAccessToken: async () => (await tokens()).accessToken.reveal(),
    fetch: createAuthorizedFetch(actor, { dpop: tracked.services.dpop, ...options }),
    refresh: async () => void (await renewTokens(actor)),
    async userInfo() {
      const { fetchUserInfo } = tracked.services
      if (!fetchUserInfo) {
        throw new DeviceFlowError(
          'unsupported',
          'These services have no fetchUserInfo. Use the claims of the ID token.',
        )
      }
      return fetchUserInfo(await tokens())
    },
    async signOut() {
      actor.send({ type: 'signOut' })
      await withDeadline({ clock, limitMs: SIGN_OUT_LIMIT_MS }, () => tracked.settled()).catch(() => {})
      if (endsAtSignOut) stopSignedOut(actor, () => void tracked.settled())
      return tracked.revocation()
    },
    async close() {
      actor.stop()
      await tracked.settled()
    },
  }
}
