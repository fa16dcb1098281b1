import type { CallbackActorLogic, EventObject, PromiseActorLogic } from 'xstate'
import type {
  DeviceAuthorization,
  DeviceAuthorizationRequest,
  PollOutcome,
  RefreshOutcome,
  SleepRequest,
  TokenSet,
} from '../services.ts'
import type { DeviceSession } from '../session.ts'

/** The services as the chart invokes them. */
export type DeviceFlowActors = {
  requestDeviceAuthorization: PromiseActorLogic<DeviceAuthorization, DeviceAuthorizationRequest>
  pollToken: PromiseActorLogic<PollOutcome, DeviceAuthorization>
  refreshTokens: PromiseActorLogic<RefreshOutcome, TokenSet>
  revokeTokens: PromiseActorLogic<void, TokenSet>
  sleep: PromiseActorLogic<void, SleepRequest>
  restoreSession: PromiseActorLogic<DeviceSession | undefined>
  watchSession: CallbackActorLogic<EventObject>
}
