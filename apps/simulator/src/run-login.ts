import { createDeviceFlowMachine, toDeviceSession } from '@device-flow/machine'
import type { DeviceFlowActor, DeviceFlowReason, DeviceFlowServices, DeviceSession } from '@device-flow/machine'
import { createSleep as createSleepByTwoClocks, type Clock } from '@device-flow/machine/clock'
import { createActor } from 'xstate'
import { Device } from './device.ts'
import type { PollRecord, RequestRecord } from './poll-record.ts'
import { Random } from './random.ts'
import { drawWorld } from './scenes.ts'
import { Server } from './server.ts'
import { createServices } from './services.ts'
import type { DeviceEvent, World } from './world.ts'

/** Long after anything that still may happen to a login, ms. */
const HUNG_AFTER_MS = 600_000

type ClockSet = Extract<DeviceEvent, { type: 'clockSet' }>

/** A time during which a device could not do as it should; true time, ms. */
interface Disturbance {
  from: number
  to: number
}

/** Everything that happened in one login; true time, ms. */
export interface LoginRecord {
  world: World
  /** When the server gave the code. */
  issuedAt: number
  /** When it was shown, the last one when there were several; absent when none was. */
  shownAt: number | undefined
  /** When the person decides, be it after the login has ended. */
  decidesAt: number
  /** When the server lets the code die. */
  expiresAt: number
  /** The requests for a code. */
  starts: readonly RequestRecord[]
  polls: readonly PollRecord[]
  /** When the device was told that the person is probably done, or the network back. */
  hints: readonly number[]
  disturbances: readonly Disturbance[]
  end: { type: 'signedIn' | 'hung' | 'crashed' | DeviceFlowReason; at: number }
}

/** Makes the service that waits, for the clock of a device. */
export type CreateSleep = (clock: Clock) => DeviceFlowServices['sleep']

/** Runs one login from its start to its end, in virtual time. */
export async function runLogin(
  seed: number,
  login: number,
  createSleep: CreateSleep = createSleepByTwoClocks,
): Promise<LoginRecord> {
  const random = new Random(seed, login)
  const world = drawWorld(random, login)
  const device = new Device(world.device)
  const server = new Server(world)
  const starts: RequestRecord[] = []
  const polls: PollRecord[] = []
  const hints: number[] = []
  const disturbances: Disturbance[] = world.network.outages.map(({ from, to }) => ({ from, to }))
  let actor: DeviceFlowActor
  let processes = 0
  let shownAt: number | undefined
  let end: LoginRecord['end'] | undefined

  const endAs = (type: LoginRecord['end']['type']): void => {
    end ??= { type, at: device.now() }
  }

  const begin = (session?: DeviceSession): void => {
    const own = ++processes
    const sleep = createSleep(device.clock())
    const isAlive = (): boolean => own === processes
    const services = createServices({ world, device, server, random, starts, polls, sleep, isAlive })
    actor = createActor(createDeviceFlowMachine(services), { input: { session } })
    actor.on('codeShown', () => (shownAt = device.now()))
    actor.subscribe({
      next: (snapshot) => {
        if (snapshot.matches('authorized')) endAs('signedIn')
        if (snapshot.matches('error')) endAs(snapshot.context.error!.reason)
      },
      error: () => endAs('crashed'),
    })
    actor.start()
    if (!session) actor.send({ type: 'start' })
  }

  const hint = (): void => {
    if (!world.device.isPage) return
    hints.push(device.now())
    actor.send({ type: 'hint' })
  }

  const suffer = (event: DeviceEvent): void => {
    const from = device.now()
    switch (event.type) {
      case 'clockSet':
        device.time.jumpWall(event.byMs)
        break
      case 'sleep':
        device.sleep(event.ms)
        hint()
        break
      case 'freeze':
        device.freeze(event.ms)
        hint()
        break
      case 'hidden':
        // What it does to its timers, the judge knows.
        device.after(event.ms, hint)
        return
      case 'restart': {
        const snapshot = actor.getSnapshot()
        // Dead already, and about to be started.
        if (snapshot.status === 'stopped') return
        processes++
        actor.stop()
        device.after(event.ms, () => begin(toDeviceSession(snapshot)))
      }
    }
    disturbances.push({ from, to: from + (event.type === 'clockSet' ? stretchMs(event, world) : event.ms) })
  }

  begin()
  for (const event of world.device.events) device.after(event.at, () => end ?? suffer(event))
  for (const { to } of world.network.outages) device.after(to, hint)
  const eventsMs = world.device.events.reduce((sum, event) => sum + ('ms' in event ? event.ms : 0), 0)
  try {
    const limitMs = HUNG_AFTER_MS + eventsMs + 2 * world.server.lifeMs
    await device.time.runUntil(() => end !== undefined, { limitMs })
  } catch {
    // No timer is left that could end it, or it has gone on for far too long.
    endAs('hung')
  }
  actor!.stop()
  return {
    world,
    issuedAt: server.issuedAt,
    shownAt,
    decidesAt: server.decidesAt,
    expiresAt: server.expiresAt,
    starts,
    polls,
    hints,
    disturbances,
    end: end!,
  }
}

/**
 * A clock that is set back by less than the wait under way, be it in several steps, looks like timers that are too fast: so much longer is
 * it waited.
 */
function stretchMs({ at }: DeviceEvent, { server, device: { events, lagMs } }: World): number {
  const waitMs = server.intervalMs + 4 * lagMs
  const steps = events.filter((event) => event.type === 'clockSet' && event.at <= at && at - event.at <= waitMs)
  let backMs = 0
  const sums = steps.toSorted((one, other) => other.at - one.at).map((event) => (backMs -= (event as ClockSet).byMs))
  return Math.max(0, ...sums.filter((sum) => sum <= waitMs))
}
