import { DeviceFlowError, toView } from '@device-flow/machine'
import type { DeviceFlowActor, DeviceFlowView, IdTokenClaims, RevocationOutcome } from '@device-flow/machine'
import type { Clock } from '@device-flow/machine/clock'
import type { OAuthServices, UserInfo } from '@device-flow/oauth'
import { createAuthorizedFetch } from './authorized-fetch.ts'
import { freshTokens, renewTokens } from '@device-flow/machine/tokens'

/** The longest that signing out waits for the server, ms. */
const LONGEST_SIGN_OUT_MS = 5_000

/**
 * Someone is signed in. No timer, listener or socket of it keeps the process alive. With `services` of one's own their `sleep` decides: those of
 * `createOAuthServices` wait for the next refresh until `signOut`.
 */
export interface Session {
  /** The claims of the validated ID token, when there is one; undefined once signed out. */
  readonly claims: IdTokenClaims | undefined
  /** The granted scope, space-separated. */
  readonly scope: string | undefined
  /** What a UI shows now: `authorized`; `error` when the session has ended at the server or is out of reach; `idle` once signed out. */
  readonly view: DeviceFlowView
  /** The running machine, for `@xstate/inspect` and the like. */
  readonly actor: DeviceFlowActor
  /**
   * The access token, renewed first when it has expired or is about to: by one request, however many callers wait. Rejects with a
   * `DeviceFlowError`: `signed_out` when the session is over, `offline` when the server cannot be reached and the old token is dead. After
   * that the server is left alone for a while (`Retry-After`, back-off): until the error's `retryAt`, each call rejects with it at once.
   */
  getAccessToken(): Promise<string>
  /**
   * `fetch` with the access token as bearer (RFC 6750 §2.1). After a 401 that is about the token it is renewed once and the request
   * sent once more. What can't be sent again is a stream, or a `Request` with more than 1 MiB in it: then the 401 is the answer, and the
   * next call has the new token. Rejects as `fetch` and as {@link getAccessToken} do, and with a `TypeError` for a URL that is neither
   * https nor on loopback. A redirect to another origin is followed without the token.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /**
   * Renews the access token now, or waits for the renewal under way. Rejects with a `DeviceFlowError`: `signed_out`, `offline` (also
   * when the old token still lives, and until `retryAt` without a request), `unsupported` when the server gave no refresh token.
   */
  refresh(): Promise<void>
  /** Asks the server who is signed in (OpenID Connect Core §5.3); with an ID token, the answer is about the same `sub`. Rejects as `fetchUserInfo` of `OAuthServices` does. */
  userInfo(): Promise<UserInfo>
  /**
   * Forgets the tokens at once, and resolves when the server has been asked to revoke them (RFC 7009), or after 5 s. Signed out here
   * means signed out, whatever the server says; `revoked` tells whether it has said that the tokens are revoked. Never rejects.
   */
  signOut(): Promise<RevocationOutcome>
}

/** What a session stands on. */
export interface SessionParts {
  actor: DeviceFlowActor
  fetch: typeof globalThis.fetch
  clock: Clock
  fetchUserInfo: OAuthServices['fetchUserInfo'] | undefined
  /** Resolves when no request of the machine is under way any more. */
  settled: () => Promise<void>
  /** Whether the server has revoked the tokens that it was last asked to revoke. */
  hasRevoked: () => boolean
}

/** A session of a machine that has just signed in. */
export function createSession({ actor, fetch, clock, fetchUserInfo, settled, hasRevoked }: SessionParts): Session {
  const now = (): number => clock.now()
  return {
    actor,
    get claims() {
      return actor.getSnapshot().context.tokens?.claims
    },
    get scope() {
      return actor.getSnapshot().context.tokens?.scope
    },
    get view() {
      return toView(actor.getSnapshot())
    },
    getAccessToken: async () => (await freshTokens(actor, now)).accessToken.reveal(),
    fetch: createAuthorizedFetch({ actor, fetch, now }),
    refresh: async () => void (await renewTokens(actor)),
    async userInfo() {
      if (!fetchUserInfo) {
        throw new DeviceFlowError(
          'unsupported',
          'These services have no fetchUserInfo. Use the claims of the ID token.',
        )
      }
      return fetchUserInfo(await freshTokens(actor, now))
    },
    async signOut() {
      actor.send({ type: 'signOut' })
      let stopWaiting: (() => void) | undefined
      const tooLong = new Promise<void>((resolve) => {
        stopWaiting = clock.schedule(resolve, LONGEST_SIGN_OUT_MS)
      })
      await Promise.race([settled(), tooLong])
      stopWaiting?.()
      return { revoked: hasRevoked() }
    },
  }
}
