import type { DeviceFlowClient } from '@device-flow/machine'
import type { VirtualClock } from '../time/virtual-clock.ts'
import type { AuthorizationStep, PollStep, RefreshStep, RestoreStep, RevocationStep } from './steps.ts'

/** How the services respond, call by call. */
export interface ServicesScript {
  /** One step for each call of `requestDeviceAuthorization`; `ok` once they are used up. */
  authorizations?: readonly AuthorizationStep[]
  /** One step for each call of `pollToken`; `pending` once they are used up. */
  polls?: readonly PollStep[]
  /** One step for each call of `refreshTokens`; `refreshed` once they are used up. */
  refreshes?: readonly RefreshStep[]
  /** One step for each call of `revokeTokens`; `ok` once they are used up. */
  revocations?: readonly RevocationStep[]
  /**
   * One step for each time that a login begins with what is kept; nothing once they are used up. Given to begin with, be it empty, it
   * makes services that keep a session; without it they keep none.
   */
  restores?: readonly RestoreStep[]
}

/** Options of {@link createScriptedServices}. */
export interface ScriptedServicesOptions extends ServicesScript {
  /** Default: a new virtual clock, to be found as `clock`. */
  clock?: VirtualClock
  /** Whose services these are. Default: they do not say. */
  client?: DeviceFlowClient | undefined
  /** See `DeviceFlowServices`; ms. */
  refreshGraceMs?: number | undefined
}
