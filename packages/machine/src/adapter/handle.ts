import { createActor } from 'xstate'
import { systemClock, type Clock } from '../clock.ts'
import { keeperOf } from '../chart/service-runner.ts'
import type { DeviceFlowInput } from '../chart/context.ts'
import { createDeviceFlowMachine } from '../machine.ts'
import type { DeviceFlowActor, DeviceFlowMachine, DeviceFlowSnapshot } from '../machine.ts'
import type { DeviceFlowServices } from '../services.ts'
import type { DeviceSession } from '../session.ts'
import { toDeviceSession } from '../to-device-session.ts'
import { createCommands, type DeviceFlowCommands } from './commands.ts'
import { bufferInspection, type Inspect } from './inspection-buffer.ts'
import { onPageHint } from './page-hints.ts'

/** What a login runs on: services, or the machine that was made of them. */
export type DeviceFlowSource = DeviceFlowServices | DeviceFlowMachine

/** The options of `useDeviceFlow` in every framework. They are read once, when the login is created. */
export interface DeviceFlowOptions extends DeviceFlowInput {
  /**
   * What becomes of the login when its component or scope goes away. `cancel` (the default): a pending login is cancelled, tokens are
   * dropped. `detach`: it goes on, and the next component with the same services (or machine) object and this option finds it.
   */
  onUnmount?: 'cancel' | 'detach' | undefined
  /** Told of XState's inspection events once the login is mounted, those from before included. Secrets in them are opaque. */
  inspect?: Inspect | undefined
  /** Where time comes from, for the countdown and the expiry of tokens. Tests pass a virtual one. */
  clock?: Clock | undefined
}

/** One login, as an adapter needs it: the actor to read, the commands, and a life that follows its components. */
export interface DeviceFlowHandle {
  readonly actor: DeviceFlowActor
  readonly clock: Clock
  readonly commands: DeviceFlowCommands
  /** Its snapshot when it was created: what a server has rendered of it. */
  readonly firstSnapshot: DeviceFlowSnapshot
  /** Starts the login's actor, and listens to the page for hints. The returned function is the unmount. */
  mount(): () => void
  /** Tells whether the actor was stopped: it cannot be mounted again, but {@link createHandle} can make another one. */
  isStopped(): boolean
  /**
   * The session that such another one is to begin with; undefined where there is none, and where the services keep it: they know better.
   */
  sessionToGoOn(): DeviceSession | undefined
}

const OPTIONS: Readonly<Record<keyof DeviceFlowOptions, true>> = {
  session: true,
  blipBudget: true,
  renewals: true,
  keepTrying: true,
  endWhenRefused: true,
  onUnmount: true,
  inspect: true,
  clock: true,
}

const detached = new WeakMap<DeviceFlowSource, DeviceFlowHandle>()

/**
 * Creates a login for an adapter. Nothing runs and no timer is set before `mount()`, so it is safe during server rendering.
 *
 * @throws TypeError naming the service that is missing or the option that there is not, or saying what is wrong with the session
 * @example
 * ```ts
 * import type { DeviceFlowServices } from '@device-flow/machine'
 * import { createHandle } from '@device-flow/machine/adapter'
 *
 * declare const services: DeviceFlowServices
 * const { actor, commands, mount } = createHandle(services)
 * const unmount = mount()
 * commands.start()
 * actor.subscribe(console.log)
 * // later
 * unmount()
 * ```
 */
export function createHandle(source: DeviceFlowSource, options: DeviceFlowOptions = {}): DeviceFlowHandle {
  const unknown = Object.keys(options).find((name) => !(name in OPTIONS))
  // Misspelt, it would do nothing, and nobody would hear of it.
  if (unknown) throw new TypeError(`${unknown} is no option of a login. There are ${Object.keys(OPTIONS).join(', ')}`)
  const { onUnmount = 'cancel', inspect, clock = systemClock, ...input } = options
  const kept = onUnmount === 'detach' ? detached.get(source) : undefined
  if (kept && !kept.isStopped()) return kept

  const machine = isMachine(source) ? source : createDeviceFlowMachine(source)
  const inspection = inspect && bufferInspection(inspect)
  const actor = createActor(machine, { input, ...(inspection && { inspect: inspection.inspect }) })
  const firstSnapshot = actor.getSnapshot()
  // XState keeps what is wrong with the input for those who subscribe. A screen would be drawn of a login that can never start.
  if (firstSnapshot.status === 'error') throw firstSnapshot.error
  const commands = createCommands(actor, () => clock.now())
  let mounts = 0

  const endUnlessMounted = (): void => {
    if (mounts > 0 || handle.isStopped()) return
    const snapshot = actor.getSnapshot()
    // Not in other states: in `error`, `cancel` would give up a session that is only out of reach.
    if (snapshot.matches('requesting') || snapshot.hasTag('prompting')) commands.cancel()
    // A refresh that is cut off half-way has used up a rotating refresh token and lost its successor.
    if (!snapshot.matches('refreshing')) return void actor.stop()
    const refreshing = actor.subscribe((next) => {
      if (next.matches('refreshing')) return
      refreshing.unsubscribe()
      endUnlessMounted()
    })
  }

  const keep = (): void => void (onUnmount === 'detach' && detached.set(source, handle))
  const handle: DeviceFlowHandle = {
    actor,
    clock,
    commands,
    firstSnapshot,
    mount() {
      mounts++
      keep()
      inspection?.release()
      actor.start()
      const stopHints = onPageHint(commands.hint, () => clock.now())
      let isMounted = true
      return () => {
        if (!isMounted) return
        isMounted = false
        mounts--
        stopHints()
        // Not at once: React's StrictMode and Fast Refresh unmount and mount again in one go, and mean nothing by it.
        if (onUnmount === 'cancel') queueMicrotask(endUnlessMounted)
      }
    },
    isStopped: () => actor.getSnapshot().status !== 'active',
    sessionToGoOn() {
      const session = toDeviceSession(actor.getSnapshot())
      // What could not be kept is here alone.
      return keeperOf(machine) && !actor.getSnapshot().context.unsaved ? undefined : session
    },
  }
  // Components that are mounted together share it from the first on. Not so on a server, where each request has a login of its own.
  if ('document' in globalThis) keep()
  return handle
}

function isMachine(source: DeviceFlowSource): source is DeviceFlowMachine {
  return typeof (source as Partial<DeviceFlowMachine> | undefined)?.provide === 'function'
}
