export { createVirtualClock, virtualEpoch } from './time/virtual-clock.ts'
export { createPacedClock } from './time/paced-clock.ts'
export type { PacedClock, PacedClockOptions } from './time/paced-clock.ts'
export type { ServerClock } from './time/server-clock.ts'
export type { Instant } from './time/instant.ts'
export type { RunLimit, VirtualClock, VirtualClockOptions } from './time/virtual-clock.ts'

export { deviceAuthorization, tokenSet } from './services/builders.ts'
export type { DeviceAuthorizationOptions, TokenSetOptions } from './services/builders.ts'
export { createScriptedServices } from './services/scripted-services.ts'
export type { ScriptedServices } from './services/scripted-services.ts'
export type { ScriptedServicesOptions, ServicesScript } from './services/services-script.ts'
export type { ServiceCallRecord, ServiceInputs, ServiceName } from './services/call-log.ts'
export type { ScriptedKeeper } from './services/scripted-keeper.ts'
export type {
  AuthorizationStep,
  FaultStep,
  PollStep,
  RefreshStep,
  RestoreStep,
  RevocationStep,
  Step,
} from './services/steps.ts'
