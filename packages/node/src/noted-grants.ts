import type { TokenSet } from '@device-flow/machine'
import type { SessionServices } from '@device-flow/session'

/** Services beneath those that keep the session, and what they have brought. */
export interface NotedGrants {
  readonly services: SessionServices
  /** Whether the server has granted the login: its session is being kept, or is kept already. */
  isGranted(): boolean
  /** What it has granted. */
  tokens(): TokenSet | undefined
}

/** Notes when a login is granted: the chart hears of it once it is kept. */
export function noteGrants(below: SessionServices): NotedGrants {
  let tokens: TokenSet | undefined
  return {
    services: {
      ...below,
      requestDeviceAuthorization(request, call) {
        tokens = undefined
        return below.requestDeviceAuthorization(request, call)
      },
      async pollToken(authorization, call) {
        const outcome = await below.pollToken(authorization, call)
        tokens = outcome.type === 'granted' && !call.signal.aborted ? outcome.tokens : undefined
        return outcome
      },
    },
    isGranted: () => tokens !== undefined,
    tokens: () => tokens,
  }
}
