import { createDeviceFlowMachine } from '@device-flow/machine'
import type { DeviceFlowActor, DeviceFlowInput } from '@device-flow/machine'
import { createScriptedServices } from '@device-flow/testing'
import type { PollStep, ScriptedServices, ScriptedServicesOptions, VirtualClock } from '@device-flow/testing'
import { createActor } from 'xstate'
import { createInspector } from '../src/index.ts'
import type {
  InspectionMessage,
  Inspector,
  InspectionTransport,
  InspectorOptions,
  InspectorSide,
} from '../src/index.ts'

/** What the polls of a login bring that is approved after a blip. */
export const polls: readonly PollStep[] = ['pending', { fault: 'offline' }, 'granted']

interface Collected {
  messages: InspectionMessage[]
  transport: InspectionTransport
  inspector(): InspectorSide
  /** Those about the login itself, not its services. */
  ofLogin(): InspectionMessage[]
}

/** A transport that keeps what it is told. */
export function collect(): Collected {
  const messages: InspectionMessage[] = []
  let side: InspectorSide | undefined
  const transport: InspectionTransport = {
    open: (inspector) => void (side = inspector),
    send: (message) => void messages.push(message),
  }
  return {
    messages,
    transport,
    inspector: () => {
      if (!side) throw new Error('The transport was not opened')
      return side
    },
    ofLogin: () => messages.filter(({ rootId, sessionId }) => rootId === sessionId),
  }
}

export interface WatchedLoginOptions extends Omit<InspectorOptions, 'now'> {
  script?: ScriptedServicesOptions
  input?: DeviceFlowInput
}

export interface WatchedLogin {
  actor: DeviceFlowActor
  clock: VirtualClock
  services: ScriptedServices
  inspector: Inspector
  state(): string
  start(): void
  /** Runs until the login is decided one way or another, and says which. */
  decided(): Promise<string>
}

/** A login on virtual time that is watched, not yet started. */
export function watchedLogin({ script, input, ...options }: WatchedLoginOptions): WatchedLogin {
  const services = createScriptedServices(script)
  const { clock } = services
  const inspector = createInspector({ ...options, now: () => clock.now() })
  const actor = createActor(createDeviceFlowMachine(services), { input, inspect: inspector.inspect })
  return {
    actor,
    clock,
    services,
    inspector,
    state: (): string => {
      const { value } = actor.getSnapshot()
      return typeof value === 'string' ? value : (Object.keys(value)[0] ?? '')
    },
    start() {
      actor.start()
      actor.send({ type: 'start' })
    },
    async decided() {
      await clock.runUntil(() => ['idle', 'authorized', 'error'].includes(this.state()))
      await clock.advance(0)
      return this.state()
    },
  }
}
