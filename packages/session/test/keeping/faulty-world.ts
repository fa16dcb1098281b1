import type { VirtualClock } from '@device-flow/testing'
import type { Lock } from '../../src/index.ts'
import { faultyStore } from './faulty-store.ts'
import { tabs } from './tabs.ts'

/** A world whose tabs have a store that does as it is told. */
export function faultyWorld(lock?: (clock: VirtualClock) => Lock) {
  const world = tabs(lock)
  const faulty = faultyStore(world.store)
  return { world, faulty, open: () => world.open({ store: faulty.store }) }
}
