import { DeviceFlowError } from '@device-flow/machine'
import type { SessionServices } from '@device-flow/session'

/** A login that this process may share with others, which keep the same session. */
export interface SharedLogin {
  readonly services: SessionServices
  /** Called before the login is cancelled here. */
  leave(): void
  /** Why the login is over, where others have given it up, or its record was removed; otherwise undefined. */
  givenUp(): DeviceFlowError | undefined
}

/**
 * Lets a process leave a login that it has joined: the login goes on for those who began it, and for the next run. Cancelling alone would
 * have it forgotten for all, and the grant revoked that a poll under way brings. And notes when others give it up, or remove its record, of
 * which the chart only says that nothing is under way any more.
 */
export function shareLogin(services: SessionServices): SharedLogin {
  const { session } = services
  // Without a keeper nobody else knows of the login.
  let isBegunHere = !session
  let isLeft = false
  let givenUp: DeviceFlowError | undefined
  return {
    services: {
      ...services,
      async requestDeviceAuthorization(request, call) {
        const authorization = await services.requestDeviceAuthorization(request, call)
        isBegunHere ||= !authorization.joined
        givenUp = undefined
        return authorization
      },
      revokeTokens: async (tokens) => (isLeft ? { revoked: false } : services.revokeTokens(tokens)),
      ...(session && {
        session: {
          ...session,
          forget: async (login) => (isLeft ? undefined : session.forget(login)),
          watch: (listener) =>
            session.watch((notice) => {
              const isOver = notice.type === 'sessionChanged' && notice.session === undefined
              givenUp = isOver ? (notice.error ?? givenUpElsewhere()) : undefined
              listener(notice)
            }),
        },
      }),
    },
    leave() {
      isLeft = !isBegunHere
    },
    givenUp: () => givenUp,
  }
}

function givenUpElsewhere(): DeviceFlowError {
  const message = 'This login was given up in another process. Start again.'
  return new DeviceFlowError('signedOut', message, { endedBy: 'elsewhere' })
}
