export { createDeviceFlowMachine, deviceFlowMachine } from './machine.ts'
export { isSameView, toView } from './view.ts'
export { codeTimeLeft, isCodeExpired } from './chart/code-life.ts'
export { groupUserCode, spellUserCode } from './user-code.ts'
export { toDeviceSession } from './to-device-session.ts'
export { DeviceSessionError } from './session-error.ts'
export { Secret } from './secret.ts'
export { DeviceFlowError, isDeviceFlowError, isTransientFault, TransientFault } from './errors.ts'

export type { DeviceFlowActor, DeviceFlowMachine, DeviceFlowSnapshot } from './machine.ts'
export type { DeviceFlowEmitted, DeviceFlowEvent, DeviceFlowTag } from './events.ts'
export type { DeviceFlowContext, DeviceFlowInput } from './chart/context.ts'
export type { Cadence } from './chart/cadence.ts'
export type {
  AwaitedRequest,
  AwaitedServices,
  ChartEvent,
  PollBlip,
  ServiceInput,
  ServiceName,
  ServiceOutput,
  ServiceReply,
  ServiceRequest,
} from './chart/service-requests.ts'
export type { ServiceRunner } from './chart/service-runner.ts'
export type { Arrival } from './chart/code-life.ts'
export type { AuthorizedView, AwaitingUserView, DeviceFlowView, ErrorView, IdleView, RequestingView } from './view.ts'
export type { CodeGroup, SpellingWords } from './user-code.ts'
export type { DeviceSession } from './session.ts'
export type { BoundRequest, DpopKeyPair, DpopKeys, DpopProofs } from './dpop.ts'
export type { SessionKeeper, SessionNotice, TokenSource } from './session-keeper.ts'
export type { DeviceSessionProblem } from './session-error.ts'
export type {
  DeviceFlowErrorDetails,
  DeviceFlowReason,
  SessionEnd,
  TransientFaultDetails,
  TransientFaultReason,
} from './errors.ts'
export type {
  AuthorizationDetail,
  DeviceAuthorization,
  DeviceAuthorizationRequest,
  DeviceFlowClient,
  DeviceFlowServices,
  IdTokenClaims,
  Json,
  PollOutcome,
  RefreshCall,
  RefreshOutcome,
  RevocationOutcome,
  ServiceCall,
  SleepRequest,
  TokenSet,
  UserInfo,
  WaitingAdvice,
} from './services.ts'
