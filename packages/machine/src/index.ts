export { Secret } from './secret.ts'
export { DeviceFlowError, TransientFault } from './errors.ts'
export type { BlipReason, DeviceFlowErrorDetails, DeviceFlowReason, TransientFaultDetails } from './errors.ts'
export type {
  DeviceAuthorization,
  DeviceAuthorizationRequest,
  DeviceFlowServices,
  IdTokenClaims,
  Json,
  PollOutcome,
  RefreshOutcome,
  ServiceCall,
  SleepRequest,
  TokenSet,
} from './services.ts'
