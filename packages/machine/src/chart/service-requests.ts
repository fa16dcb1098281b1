import type { DeviceFlowEvent } from '../events.ts'
import type {
  DeviceAuthorization,
  DeviceAuthorizationRequest,
  PollOutcome,
  RefreshOutcome,
  SleepRequest,
  TokenSet,
} from '../services.ts'
import type { DeviceSession } from '../session.ts'

/** What the chart waits for, one at a time: the input of each, and what it resolves to. */
export interface AwaitedServices {
  requestDeviceAuthorization: { input: DeviceAuthorizationRequest; output: DeviceAuthorization }
  pollToken: { input: DeviceAuthorization; output: PollOutcome }
  refreshTokens: { input: TokenSet; output: RefreshOutcome }
  sleep: { input: SleepRequest; output: void }
  restoreSession: { input: undefined; output: DeviceSession | undefined }
}

/** The name of a service that the chart waits for. */
export type ServiceName = keyof AwaitedServices
/** What such a service is given. */
export type ServiceInput<Name extends ServiceName> = AwaitedServices[Name]['input']
/** What such a service resolves to. */
export type ServiceOutput<Name extends ServiceName> = AwaitedServices[Name]['output']

/** A call that the chart waits for, until it makes another one, or says `leave`. */
export type AwaitedRequest = { [Name in ServiceName]: { type: Name; input: ServiceInput<Name> } }[ServiceName]

/** What the chart says to its services. */
export type ServiceRequest =
  | AwaitedRequest
  /** Nothing is waited for any more. */
  | { type: 'leave' }
  /** The person has signed out. */
  | { type: 'revokeTokens'; input: TokenSet }
  /** A pending login was given up, or has run out. */
  | { type: 'forgetLogin'; input: DeviceAuthorization | undefined }

/**
 * What a service resolved to, or rejected with, that the chart waits for. Named as XState names what an actor tells of its end: inspectors
 * know these names, and let no viewer send them.
 */
export type ServiceReply = {
  [Name in ServiceName]:
    | { type: `xstate.done.actor.services.${Name}`; output: ServiceOutput<Name> }
    | { type: `xstate.error.actor.services.${Name}`; error: unknown }
}[ServiceName]

/** A fault that a poll tells of while it goes on. */
export type PollBlip = { type: 'xstate.blip.actor.services.pollToken'; error: unknown }

/** All that the chart is told. */
export type ChartEvent = DeviceFlowEvent | ServiceReply | PollBlip
