import type { ActorRefFrom, SnapshotFrom } from 'xstate'
import { createContext, freshContext } from './chart/create-context.ts'
import { checkOnRestore } from './chart/restore.ts'
import { createServiceRunner } from './chart/service-runner.ts'
import { deviceFlowWith } from './chart/setup.ts'
import { serviceNames, unprovidedServices } from './chart/unprovided-services.ts'
import type { DeviceFlowServices } from './services.ts'
import { authorized } from './states/authorized.ts'
import { awaitingUser } from './states/awaiting-user.ts'
import { error } from './states/error.ts'
import { idle } from './states/idle.ts'
import { polling } from './states/polling.ts'
import { refreshing } from './states/refreshing.ts'
import { requesting } from './states/requesting.ts'
import { withServices } from './states/services.ts'

/** The chart. With the client of the services, it refuses the sessions of any other; with a keeper, it restores what that keeps. */
function createChart(services: DeviceFlowServices) {
  const fresh = freshContext(services)
  const chart = deviceFlowWith(createServiceRunner(services)).createMachine({
    id: 'deviceFlow',
    context: ({ input }) => createContext(fresh, input),
    initial: 'idle',
    ...withServices,
    states: { idle, requesting, awaitingUser, polling, authorized, refreshing, error },
  })
  return checkOnRestore(chart, fresh)
}

/**
 * The bare chart of a device login: draw it, walk it with `transition()`, test it. To run it, give it services with
 * {@link createDeviceFlowMachine}.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3 | RFC 8628 §3}
 */
export const deviceFlowMachine = /* @__PURE__ */ createChart(unprovidedServices)

/** The machine that runs a device login. */
export type DeviceFlowMachine = ReturnType<typeof createChart>
/** A running device login. */
export type DeviceFlowActor = ActorRefFrom<DeviceFlowMachine>
/** One moment of a device login; `toView` reads it. */
export type DeviceFlowSnapshot = SnapshotFrom<DeviceFlowMachine>

/** Of services that are there already: to make one takes longer than a login needs for all of its polls. */
const machines = new WeakMap<DeviceFlowServices, DeviceFlowMachine>()

/**
 * Makes the machine that runs a device login with these services; the same one for the same services, as often as it is asked for. Start
 * it with `createActor(machine, { input })`. The actor fails at its start, with a `DeviceSessionError`, when it is given a session of
 * another client than that of the services, or one of XState's own snapshots that has lost its secrets.
 *
 * @throws TypeError naming the service that is missing
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628#section-3 | RFC 8628 §3}
 * @example
 * ```ts
 * import { createDeviceFlowMachine, toView } from '@device-flow/machine'
 * import { createOAuthServices } from '@device-flow/oauth'
 * import { createActor } from 'xstate'
 *
 * const services = createOAuthServices({ issuer: 'https://id.example.com', clientId: 'tv' })
 * const actor = createActor(createDeviceFlowMachine(services)).start()
 * actor.subscribe((snapshot) => console.log(toView(snapshot)))
 * actor.send({ type: 'start' })
 * ```
 */
export function createDeviceFlowMachine(services: DeviceFlowServices): DeviceFlowMachine {
  for (const name of serviceNames) {
    if (typeof services?.[name] !== 'function') {
      throw new TypeError(`A device login needs services.${name}, a function: see createOAuthServices`)
    }
  }
  const machine = machines.get(services) ?? createChart(services)
  machines.set(services, machine)
  return machine
}
