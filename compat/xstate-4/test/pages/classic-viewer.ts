import { createWindowReceiver, type InspectReceiver } from '@xstate/inspect'
import type { AnyState, AnyStateMachine } from 'xstate'
import { toSCXMLEvent } from 'xstate/lib/utils'
import { tapMessages } from '../../../../packages/inspect/test/pages/tap.ts'

/** A service, as XState 4 itself makes it out. */
export interface ShownService {
  sessionId: string
  /** The transitions of its chart, in words. */
  transitions: string[]
  /** The services of its states, after the state. */
  invocations: string[]
  /** The states that it was in, in order. */
  values: unknown[]
  tags: string[]
  /** What XState 4 would let a person send to it now. */
  nextEvents: string[]
  /** The names of the events that it was sent, in order. */
  events: string[]
  isStopped: boolean
  /** Whom XState 4 takes it for, when it sends it something. */
  origin: string | null
}

declare global {
  interface Window {
    /** Opens the library's receiver, which says hello. */
    receive(): void
    services: ShownService[]
    /** Sends an event to a service as the viewer at stately.ai does, by default to the first. */
    sendEvent(type: string, origin?: string): void
  }
}

tapMessages()
window.services = []
const machines = new Map<string, AnyStateMachine>()
let receiver: InspectReceiver

function transitionsOf(machine: AnyStateMachine): string[] {
  return machine.stateIds
    .flatMap((id) => machine.getStateNodeById(id).transitions)
    .map(({ source, eventType, cond, target, description }) => {
      const targets = target?.map(({ id }: { id: string }) => id).join() ?? 'itself'
      return `${source.id} → ${targets} on ${eventType || 'nothing'} if ${cond?.name ?? 'ever'}: ${description}`
    })
}

function invocationsOf(machine: AnyStateMachine): string[] {
  return machine.stateIds
    .map((id) => machine.getStateNodeById(id))
    .flatMap((node) => node.invoke.map(({ src }) => `${node.id}: ${typeof src === 'string' ? src : src.type}`))
}

function serviceOf(sessionId: string): ShownService {
  const known = window.services.find((service) => service.sessionId === sessionId)
  if (known) return known
  const service = {
    sessionId,
    transitions: [],
    invocations: [],
    values: [],
    tags: [],
    nextEvents: [],
    events: [],
    isStopped: false,
    origin: null,
  }
  window.services.push(service)
  return service
}

function show(service: ShownService, state: AnyState): void {
  const resolved = machines.get(service.sessionId)?.resolveState(state)
  if (!resolved) return
  service.values.push(resolved.value)
  service.tags = [...resolved.tags]
  const { nextEvents, _sessionid: origin } = resolved
  Object.assign(service, { nextEvents, origin })
}

window.receive = () => {
  receiver = createWindowReceiver()
  receiver.subscribe((event) => {
    const service = serviceOf(event.sessionId)
    if (event.type === 'service.register') {
      machines.set(event.sessionId, event.machine)
      service.transitions = transitionsOf(event.machine)
      service.invocations = invocationsOf(event.machine)
    }
    if (event.type === 'service.register' || event.type === 'service.state') show(service, event.state)
    if (event.type === 'service.event') service.events.push(event.event.name)
    if (event.type === 'service.stop') service.isStopped = true
  })
}
window.sendEvent = (type, origin = window.services[0]?.origin ?? '') =>
  receiver.send({ type: 'xstate.event', event: JSON.stringify(toSCXMLEvent({ type }, { origin })), service: origin })
// A viewer may take its time.
if (location.hash !== '#late') window.receive()
