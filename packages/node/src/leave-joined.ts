import type { Clock } from '@device-flow/machine/clock'
import type { SessionServices } from '@device-flow/session'

/** Services of a login that this process may have joined. */
interface LeavableServices {
  readonly services: SessionServices
  /** Called before the login is cancelled here. */
  leave(): void
}

/**
 * Lets a process leave a login that it has joined: the login goes on for those who began it, and for the next run. Cancelling alone would
 * have it forgotten for all, and the grant revoked that a poll under way brings.
 */
export function leaveJoined(services: SessionServices, clock: Clock): LeavableServices {
  const { session } = services
  // Without a keeper nobody else knows of the login.
  let isBegunHere = !session
  let isLeft = false
  return {
    services: {
      ...services,
      async requestDeviceAuthorization(request, call) {
        const askedAt = clock.now()
        const authorization = await services.requestDeviceAuthorization(request, call)
        // A keeper that joins a login gives what others have received.
        isBegunHere ||= authorization.receivedAt >= askedAt
        return authorization
      },
      revokeTokens: async (tokens) => (isLeft ? { revoked: false } : services.revokeTokens(tokens)),
      ...(session && {
        session: { ...session, forget: async (login) => (isLeft ? undefined : session.forget(login)) },
      }),
    },
    leave() {
      isLeft = !isBegunHere
    },
  }
}
