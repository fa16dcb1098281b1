import type { DeviceFlowServices, RevocationOutcome, TokenSet, UserInfo } from '@device-flow/machine'
import { systemClock } from '@device-flow/machine/clock'
import { withDeadline } from '@device-flow/untrusted'
import { checkServices } from './check-services.ts'
import { nextTask } from './next-task.ts'
import { notRevoked } from './not-revoked.ts'

/** How long a keeper may take to settle: as long as a request of it. One of an app's own may never come to an end. */
const SETTLE_LIMIT_MS = 30_000

/** The services of a login, and what its session asks the same server beside them. */
export interface SessionServices extends DeviceFlowServices {
  /**
   * Asks the server who the tokens belong to.
   *
   * @see {@link https://openid.net/specs/openid-connect-core-1_0.html#UserInfo | OpenID Connect Core §5.3}
   */
  fetchUserInfo?: ((tokens: TokenSet) => Promise<UserInfo>) | undefined
}

/** Services whose requests are tracked while they are in flight. */
export interface TrackedServices {
  /** The same services, for the machine. */
  readonly services: SessionServices
  /** Whether the request for a code, a poll, a refresh, a revocation, or the forgetting of a kept login is in flight. */
  isInFlight(): boolean
  /**
   * Resolves when none is any more, whether they succeeded or not: also when the late grant of a cancelled poll is revoked. Never rejects.
   */
  settled(): Promise<void>
  /** Whether the server has revoked the tokens that it was last asked to revoke. */
  hasRevoked(): boolean
  /** The same, with why it has not. */
  revocation(): RevocationOutcome
}

/**
 * Tracks the work that a machine lets finish behind its back: a cancelled request for a code, or poll, a refresh, a revocation, the end of
 * a kept login. Give the machine the `services` of the result; then a process can wait for it before it exits, and {@link createSession}
 * for the sign-out.
 *
 * @throws SessionOptionsError when there are no services
 * @see {@link createSession} for an example
 */
export function trackInFlight(services: SessionServices): TrackedServices {
  checkServices(services)
  const inFlight = new Set<Promise<unknown>>()
  let revocation: RevocationOutcome = { revoked: false }

  // A service that is made of mocks may answer at once, or throw.
  function track<T>(start: () => T | Promise<T>): Promise<T> {
    const request = (async () => start())()
    const forget = (): void => void inFlight.delete(request)
    inFlight.add(request)
    request.then(forget, forget)
    return request
  }

  const { session } = services

  async function revokeTokens(tokens: TokenSet): Promise<RevocationOutcome> {
    revocation = { revoked: false }
    try {
      revocation = (await services.revokeTokens(tokens)) ?? { revoked: true }
      return revocation
    } catch (failure) {
      revocation = notRevoked(failure)
      throw failure
    }
  }

  return {
    services: {
      ...(services.client && { client: services.client }),
      ...(services.parameters && { parameters: services.parameters }),
      ...(session && {
        session: {
          refreshSpread: session.refreshSpread,
          restore: (call) => session.restore(call),
          watch: (listener) => session.watch(listener),
          forget: (authorization) => track(() => session.forget(authorization)),
          ...(session.settle && { settle: () => session.settle!() }),
          createFetch: (tokens) => session.createFetch(tokens),
        },
      }),
      ...(services.dpop && { dpop: services.dpop }),
      ...(services.refreshGraceMs !== undefined && { refreshGraceMs: services.refreshGraceMs }),
      requestDeviceAuthorization: (request, call) => track(() => services.requestDeviceAuthorization(request, call)),
      pollToken: (authorization, call) => track(() => services.pollToken(authorization, call)),
      refreshTokens: (tokens, call) => track(() => services.refreshTokens(tokens, call)),
      revokeTokens: (tokens) => track(() => revokeTokens(tokens)),
      sleep: (request, call) => services.sleep(request, call),
      ...(services.fetchUserInfo && { fetchUserInfo: services.fetchUserInfo.bind(services) }),
    },
    isInFlight: () => inFlight.size > 0,
    hasRevoked: () => revocation.revoked,
    revocation: () => revocation,
    async settled() {
      // The machine begins some work a few promises after its cause: a revocation after the sign-out, or after a late grant.
      do {
        // Not `Promise.allSettled`, which Chromium 63 does not have.
        await Promise.all(Array.from(inFlight, (request) => request.catch(() => {})))
        await withDeadline({ clock: systemClock, limitMs: SETTLE_LIMIT_MS }, async () => session?.settle?.()).catch(
          () => {},
        )
        await nextTask()
      } while (inFlight.size > 0)
    },
  }
}
