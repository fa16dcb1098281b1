import { createInspector, type InspectionMessage, type InspectorSide } from '@device-flow/inspect'
import { createDeviceFlowMachine, type DeviceFlowActor } from '@device-flow/machine'
import { createScriptedServices, type ScriptedServices, type ServicesScript } from '@device-flow/testing/virtual'
import { createActor, type AnyStateMachine } from 'xstate'
import { emptyModel, type Model } from '../../src/page/model/model.ts'
import { receive } from '../../src/page/model/receive.ts'

/** A real login on virtual time, and what a real inspector told of it. */
export interface RecordedLogin {
  actor: DeviceFlowActor
  services: ScriptedServices
  /** Everything so far, oldest first. */
  messages(): InspectionMessage[]
  /** What a viewer is told that comes now. */
  backlog(): InspectionMessage[]
  /** What the page knows after all of that. */
  model(): Model
}

/** The name of the source in {@link RecordedLogin.model}. */
export const SOURCE = 'process'

/** Starts to record a login, which a person has begun. Of its messages so many are kept for viewers that come late. */
export function recordLogin(script: ServicesScript = {}, limit?: number): RecordedLogin {
  const services = createScriptedServices(script)
  const told: InspectionMessage[] = []
  let side: InspectorSide | undefined
  const inspector = createInspector({
    now: () => services.clock.now(),
    transport: { open: (opened) => void (side = opened), send: (message) => void told.push(message) },
    limit,
  })
  const actor = createActor(createDeviceFlowMachine(services), { inspect: inspector.inspect }).start()
  actor.send({ type: 'start' })
  const messages = (): InspectionMessage[] => {
    inspector.flush()
    return [...told]
  }
  const backlog = (): InspectionMessage[] => [...(side?.backlog() ?? [])]
  return { actor, services, messages, backlog, model: () => modelOf(messages()) }
}

/** What a real inspector tells when a machine starts and gets some events. */
export function recordMachine(machine: AnyStateMachine, ...events: string[]): InspectionMessage[] {
  const told: InspectionMessage[] = []
  const inspector = createInspector({ transport: { send: (message) => void told.push(message) } })
  const actor = createActor(machine, { inspect: inspector.inspect }).start()
  for (const type of events) actor.send({ type })
  inspector.flush()
  return told
}

/** What the page knows after these messages. */
export function modelOf(
  messages: readonly InspectionMessage[],
  source: string = SOURCE,
  start: Model = emptyModel,
): Model {
  return messages.reduce((model, message) => receive(model, { type: 'message', source, message }), start)
}
