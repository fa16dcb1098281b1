import { createDeviceFlowMachine } from '@device-flow/machine'
import type { DeviceFlowActor } from '@device-flow/machine'
import { createActor } from 'xstate'
import type { Tabs } from './tabs.ts'

/** A process with a chart. */
export async function open(world: Tabs, options?: Parameters<Tabs['open']>[0]): Promise<DeviceFlowActor> {
  const actor = createActor(createDeviceFlowMachine(world.open(options).services)).start()
  await world.clock.advance(0)
  return actor
}

/** Two processes that show one code: the first has asked for it, 3 s ago. */
export async function two(world: Tabs, stores: { first?: Tabs['store']; other?: Tabs['store'] } = {}) {
  const first = await open(world, stores.first && { store: stores.first })
  first.send({ type: 'start' })
  await world.clock.advance(3_000)
  const other = await open(world, stores.other && { store: stores.other })
  return { first, other }
}

/** When polls left, s since the login began. */
export function pollTimes(world: Tabs, from: number): number[] {
  return world.server.polls.map(({ at }) => (at - from) / 1_000)
}

/** The times between these. */
export function gapsOf(times: number[]): number[] {
  return times.slice(1).map((time, index) => time - times[index]!)
}
