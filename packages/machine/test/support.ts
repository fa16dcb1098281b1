import { createActor } from 'xstate'
import { createScriptedServices } from '@device-flow/testing/virtual'
import type { ScriptedServicesOptions } from '@device-flow/testing/virtual'
import { createDeviceFlowMachine, toView, type DeviceFlowInput } from '../src/index.ts'

/** A login on virtual time: an actor with scripted services, and what a person would see of it. */
export function login(script: ScriptedServicesOptions = {}, input?: DeviceFlowInput) {
  const services = createScriptedServices(script)
  const actor = createActor(createDeviceFlowMachine(services), { input })
  const faults: unknown[] = []
  actor.subscribe({ error: (fault) => faults.push(fault) })
  actor.start()
  const { clock } = services

  return {
    actor,
    services,
    clock,
    faults,
    send: actor.send,
    state: (): string => {
      const { value } = actor.getSnapshot()
      return typeof value === 'string' ? value : (Object.keys(value)[0] ?? '')
    },
    view: () => toView(actor.getSnapshot()),
    error: () => actor.getSnapshot().context.error,
    /** When each poll began, ms since the start on the timer. */
    pollTimes: () => services.calls('pollToken').map((call) => call.startedAt.monotonic),
    /** Runs until the login is decided one way or another. */
    async decided() {
      await clock.runUntil(() => ['idle', 'authorized', 'error'].includes(this.state()))
      return this.state()
    },
  }
}
