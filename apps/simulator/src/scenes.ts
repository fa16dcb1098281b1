import type { Random } from './random.ts'
import type { DeviceEvent, Outage, World } from './world.ts'

type Traits = { [Part in keyof Omit<World, 'scene'>]?: Partial<World[Part]> }

const HOUR_MS = 3_600_000
const YEAR_MS = 365 * 24 * HOUR_MS

/** How far timers were seen to be off: a quarter too fast in virtual machines. */
const timerRate = (random: Random): number => random.between(0.8, 1.25)
/** A wall clock that somebody disciplines; what it is off by, the way of a request is longer than. */
const disciplined = (random: Random): number => random.between(0.9999, 1.0001)

function some<Thing>(random: Random, most: number, make: () => Thing): Thing[] {
  return Array.from({ length: Math.ceil(random.between(0, most)) }, make)
}

/** Mostly while the person is busy elsewhere. */
const moment = (random: Random): number => random.around(20_000, 2.5)

function clockSet(random: Random): DeviceEvent {
  const size = random.pick([2_000, 10_000, HOUR_MS, 24 * HOUR_MS, 50 * YEAR_MS])
  return { type: 'clockSet', at: moment(random), byMs: size * random.between(0.2, 1) * random.pick([1, -1]) }
}

const outage = (random: Random): Outage => {
  const from = moment(random)
  return { from, to: from + random.around(8_000, 2.5), isBlackHole: random.happens(0.5) }
}

const sleep = (random: Random): DeviceEvent => ({
  type: 'sleep',
  at: moment(random),
  ms: random.around(60_000, 4),
})

const clocks = (random: Random): Traits => {
  // Of two clocks that are both too fast nobody can tell: one of them is right, or late.
  const isTimer = random.happens(0.6)
  return {
    device: isTimer
      ? { timerRate: timerRate(random), wallRate: disciplined(random) }
      : { timerRate: random.between(0.8, 1), wallRate: random.between(0.8, 1.2) },
  }
}

const page = (random: Random): Traits => {
  const at = moment(random)
  const type = random.pick(['hidden', 'hidden', 'freeze'] as const)
  return { device: { isPage: true, events: [{ type, at, ms: random.around(90_000, 3) }] } }
}

const restarted = (random: Random): Traits => {
  if (random.happens(0.5)) {
    const restart = (): DeviceEvent => ({ type: 'restart', at: moment(random), ms: random.around(2_000, 5) })
    return { device: { events: some(random, 3, restart) } }
  }
  // At once, while its first poll may be on its way: it arrives after that.
  const delayMs = random.between(40, 150)
  const firstPollAt = 5_000 + 2 * delayMs
  const at = firstPollAt + random.between(0, delayMs)
  return { device: { events: [{ type: 'restart', at, ms: random.between(1, 30) }] }, network: { delayMs } }
}

const lossy = (random: Random): Traits => ({
  network: {
    delayMs: random.around(200, 2),
    faultShare: random.between(0.02, 0.3),
    outages: some(random, 2, () => outage(random)),
  },
})

const strict = (random: Random): Traits => ({
  server: {
    intervalMs: random.pick([1_000, 2_000, 5_000, 10_000, 30_000]),
    namesInterval: random.happens(0.7),
    namesSlowerInterval: random.happens(0.5),
    slowDownShare: random.between(0, 0.3),
    repeatsGrant: false,
  },
})

/** A person who decides late, and a server that is out of order until shortly before: the last poll has to be in time. */
const lastSeconds = (random: Random): Traits[] => {
  const lifeMs = 60_000
  const lateMs = random.between(4_000, 12_000)
  return [
    {
      server: { lifeMs, intervalMs: random.pick([1_000, 2_000]) },
      network: {
        delayMs: random.around(60, 3),
        outages: [{ from: random.between(10_000, 40_000), to: lifeMs - lateMs, isBlackHole: false, status: 503 }],
      },
      person: { decision: 'approves', afterMs: lifeMs - random.between(1, 1.5) * lateMs },
    },
  ]
}

/** What may be wrong, by name: traits that replace those of a login on a good day. */
const SCENES: Readonly<Record<string, (random: Random) => Traits[]>> = {
  'a good day': () => [],
  'clocks too fast or slow': (random) => [clocks(random)],
  'clock set': (random) => [{ device: { events: some(random, 4, () => clockSet(random)) } }],
  'device asleep': (random) => [{ device: { events: some(random, 2, () => sleep(random)) } }],
  'page in the background': (random) => [page(random)],
  'process restarted': (random) => [restarted(random)],
  'lossy network': (random) => [lossy(random)],
  'strict server': (random) => [strict(random)],
  // The wall clock is not set in these: beside timers that are too fast, nobody could tell.
  'all at once': (random) => [clocks(random), page(random), lossy(random), strict(random)],
}

/** Decides about one login, by its number. */
export function drawWorld(random: Random, login: number): World {
  const scene = random.pick(Object.keys(SCENES) as [string, ...string[]])
  const lifeMs = random.pick([60_000, 120_000, 300_000, 600_000, 900_000])
  const decision = random.happens(0.9) ? 'approves' : random.pick(['denies', 'never decides'] as const)
  const world: World = {
    scene,
    device: {
      timerRate: 1,
      wallRate: disciplined(random),
      earlyMs: random.between(0, 2),
      lagMs: random.around(3, 3),
      isPage: false,
      events: [],
    },
    network: { delayMs: random.around(40, 2), faultShare: 0, outages: [] },
    server: {
      lifeMs,
      intervalMs: 5_000,
      namesInterval: true,
      namesSlowerInterval: false,
      slowDownShare: 0,
      repeatsGrant: true,
    },
    person: { decision, afterMs: Math.min(random.around(30_000, 2.2), lifeMs * random.between(0.5, 1)) },
  }
  // One in ten: late decisions are rare in the other scenes.
  const isLate = login % 10 === 9
  if (isLate) world.scene = 'the last seconds'
  for (const traits of isLate ? lastSeconds(random) : (SCENES[scene]?.(random) ?? [])) {
    Object.assign(world.device, traits.device)
    Object.assign(world.network, traits.network)
    Object.assign(world.server, traits.server)
    Object.assign(world.person, traits.person)
  }
  if (!world.server.namesInterval) world.server.intervalMs = 5_000
  return world
}
