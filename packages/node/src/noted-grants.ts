import type { SessionServices } from '@device-flow/session'

/** Services beneath those that keep the session, and what they have brought. */
export interface NotedGrants {
  readonly services: SessionServices
  /** Whether the server has granted the login: its session is being kept, or is kept already. */
  isGranted(): boolean
}

/** Notes when a login is granted: the chart hears of it once it is kept. */
export function noteGrants(below: SessionServices): NotedGrants {
  let isGranted = false
  return {
    services: {
      ...below,
      requestDeviceAuthorization(request, call) {
        isGranted = false
        return below.requestDeviceAuthorization(request, call)
      },
      async pollToken(authorization, call) {
        const outcome = await below.pollToken(authorization, call)
        isGranted = outcome.type === 'granted' && !call.signal.aborted
        return outcome
      },
    },
    isGranted: () => isGranted,
  }
}
